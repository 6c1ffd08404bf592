//! Every check of the floors is seen to find what it is for.

use super::page::page_edges;
use super::rust::{burn_is_named, careless, lints_missing, rust_edges};
use super::shape::{busy_doors, too_long};
use super::source::Source;
use super::strangers;

type Check = fn(&Source) -> Vec<String>;

fn findings(check: Check, path: &str, text: &str) -> Vec<String> {
    check(&Source {
        path: path.to_owned(),
        text: text.to_owned(),
    })
}

#[test]
fn planted_faults_are_found() {
    let long = "\n".repeat(401);
    let long_door = "mod a;\n".repeat(41);
    let faults: &[(Check, &str, &str)] = &[
        (rust_edges, "src/music/note.rs", "use crate::token::Token;"),
        (
            rust_edges,
            "src/token/grid.rs",
            "const N: u32 = crate::theory::N;",
        ),
        (rust_edges, "src/web/wire.rs", "use crate::token::Token;"),
        (
            rust_edges,
            "src/compose/seed.rs",
            "use crate::{music, token};",
        ),
        (
            rust_edges,
            "src/format/kern/spine.rs",
            "use super::super::super::theory::Key;",
        ),
        (
            rust_edges,
            "src/model/norm.rs",
            "use super::super::theory::Key;",
        ),
        (
            rust_edges,
            "src/bin/antiphon.rs",
            "use antiphon::web::Composer;",
        ),
        (
            rust_edges,
            "src/markov/chain.rs",
            "use crate::generate::Sampler;",
        ),
        (rust_edges, "src/cellar/wine.rs", ""),
        (rust_edges, "src/model/ngram.rs", "use crate::music::Voice;"),
        (
            rust_edges,
            "src/model/ngram.rs",
            "#[cfg(test)]\nmod tests {\n    use crate::theory::Key;\n}",
        ),
        (
            burn_is_named,
            "src/compose/composer.rs",
            "use burn::tensor::Tensor;",
        ),
        (
            burn_is_named,
            "src/web/composer.rs",
            "let d = burn_wgpu::WgpuDevice::default();",
        ),
        (too_long, "src/music/note.rs", &long),
        (too_long, "src/music/mod.rs", &long_door),
        (
            busy_doors,
            "src/music/mod.rs",
            "mod note;\n\npub fn helper() {}\n",
        ),
        (busy_doors, "src/music/mod.rs", "use crate::music::Note;"),
        (busy_doors, "www/src/roll/index.ts", "export const n = 1;"),
        (busy_doors, "www/src/roll/index.ts", "start();"),
        (
            careless,
            "src/music/note.rs",
            "fn f() {\n    x.unwrap();\n}",
        ),
        (
            careless,
            "src/music/note.rs",
            "fn f() { x.expect(\"there\"); }",
        ),
        (
            lints_missing,
            "src/web/mod.rs",
            "#![deny(clippy::unwrap_used)]",
        ),
        (lints_missing, "src/web/mod.rs", "mod wire;"),
        (
            page_edges,
            "www/src/score/edit.ts",
            "import { a } from \"../roll/index.ts\";",
        ),
        (
            page_edges,
            "www/src/roll/painter/notes.ts",
            "export * from \"../../audio/index.ts\";",
        ),
        (
            page_edges,
            "www/src/roll/viewport.ts",
            "import { a } from \"../score/note.ts\";",
        ),
        (
            page_edges,
            "www/src/composer/client.ts",
            "await import(\"../../../pkg/cpu/antiphon.js\");",
        ),
        (
            page_edges,
            "www/src/element/toolbar.ts",
            "import { html } from \"lit\";",
        ),
        (
            page_edges,
            "www/src/element/a.ts",
            "import x from \"../../../docs/x.json\";",
        ),
        (page_edges, "www/src/attic/a.ts", ""),
        (
            page_edges,
            "www/src/page.ts",
            "import \"./score/index.ts\";",
        ),
        (
            page_edges,
            "www/src/index.ts",
            "import \"./roll/painter.ts\";",
        ),
    ];
    for (check, path, text) in faults {
        assert!(
            !findings(*check, path, text).is_empty(),
            "unseen in {path}: {text}"
        );
    }
}

#[test]
fn honest_files_pass() {
    let tested = "fn f() {}\n\n#[cfg(test)]\nmod tests {\n    fn g() { x.unwrap(); }\n}\n";
    let honest: &[(Check, &str, &str)] = &[
        (
            rust_edges,
            "src/token/grid.rs",
            "use crate::music::Tick;\nuse crate::token::Grid;",
        ),
        (
            rust_edges,
            "src/music/note.rs",
            "//! See [`crate::token`].\nuse super::Pitch;",
        ),
        (
            rust_edges,
            "src/format/kern/spine.rs",
            "use super::super::FormatError;",
        ),
        (
            rust_edges,
            "src/bin/antiphon.rs",
            "use antiphon::train::train;",
        ),
        (
            burn_is_named,
            "src/web/device.rs",
            "use burn::tensor::Device;",
        ),
        (
            burn_is_named,
            "src/token/grid.rs",
            "let sunburn = heartburn::new();",
        ),
        (
            busy_doors,
            "src/web/mod.rs",
            "//! Doc.\n#![deny(\n  a,\n)]\nmod a;\npub use a::{\nB};",
        ),
        (
            busy_doors,
            "www/src/roll/index.ts",
            "// Doc.\nexport type { A } from \"./a.ts\";",
        ),
        (
            busy_doors,
            "www/src/index.ts",
            "customElements.define(name, Element);",
        ),
        (careless, "src/music/note.rs", tested),
        (
            careless,
            "src/music/note.rs",
            "fn f() { x.expect(\"invariant: it holds\"); }",
        ),
        (
            page_edges,
            "www/src/composer/worker.ts",
            "import(\"../../../pkg/cpu/antiphon.js\")",
        ),
        (
            page_edges,
            "www/src/roll/a.test.ts",
            "import { it } from \"vitest\";",
        ),
        (
            page_edges,
            "www/src/composer/wire.test.ts",
            "import(\"../../../tests/fixtures/a.json\")",
        ),
        (
            page_edges,
            "www/src/roll/drags/draw.ts",
            "import { a } from \"../../score/index.ts\";",
        ),
        (page_edges, "www/src/page.ts", "import \"./index.ts\";"),
        (
            page_edges,
            "www/src/roll/a.test.ts",
            "import { a } from \"../score/notation.ts\";",
        ),
        (
            page_edges,
            "www/src/index.ts",
            "import { A } from \"./element/antiphon-composer.ts\";",
        ),
    ];
    for (check, path, text) in honest {
        let found = findings(*check, path, text);
        assert!(found.is_empty(), "{path}: {found:?}");
    }
}

#[test]
fn native_crates_are_told_from_their_namesakes() {
    let tree = "antiphon v0.1.0\nburn v0.22.1\nburn-train v0.22.1\nrayon-cond v0.3.0\n";
    assert_eq!(strangers(tree), ["burn-train"]);
}
