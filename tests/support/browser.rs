//! The class as JavaScript calls it.

use std::cell::RefCell;
use std::rc::Rc;

use antiphon::web::Composer;
use antiphon::web::wire::{WireNote, WireOutcome, WireScore};
use js_sys::{Function, JSON, Object, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// A request as JavaScript has it.
pub fn object(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

/// A good request with one field replaced.
pub fn changed(json: &str, field: &str, value: &str) -> JsValue {
    let object = object(json);
    Reflect::set(&object, &field.into(), &JSON::parse(value).unwrap()).unwrap();
    object
}

/// What an object of JavaScript says.
pub fn plain<T: DeserializeOwned>(value: JsValue) -> T {
    serde_wasm_bindgen::from_value(value).unwrap()
}

/// The code of an error.
pub fn code(error: &JsValue) -> String {
    assert!(error.is_instance_of::<js_sys::Error>());
    let code = Reflect::get(error, &"code".into()).unwrap();
    code.as_string().unwrap_or_default()
}

/// Hooks that do something with each note and breathe at once.
pub struct Hooks {
    pub value: JsValue,
    pub heard: Rc<RefCell<Vec<WireNote>>>,
    _note: Closure<dyn FnMut(JsValue)>,
}

/// Hooks that hear notes.
pub fn hooks(mut on_note: impl FnMut() + 'static) -> Hooks {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let notes = heard.clone();
    let note = Closure::new(move |note: JsValue| {
        notes.borrow_mut().push(plain(note));
        on_note();
    });
    let value = Object::new();
    let breathe = Function::new_no_args("return Promise.resolve()");
    Reflect::set(&value, &"note".into(), note.as_ref()).unwrap();
    Reflect::set(&value, &"breathe".into(), &breathe).unwrap();
    Hooks {
        value: value.into(),
        heard,
        _note: note,
    }
}

/// An answer to a request of an act.
pub async fn answer(composer: &Composer, act: &str, request: JsValue) -> Result<JsValue, JsValue> {
    let hooks = hooks(|| {});
    act_of(composer, act, request, &hooks).await
}

/// The same, with hooks.
pub async fn act_of(
    composer: &Composer,
    act: &str,
    request: JsValue,
    hooks: &Hooks,
) -> Result<JsValue, JsValue> {
    let value = hooks.value.clone();
    match act {
        "seed" => composer.seed(request, value).await,
        "continue" => composer.extend(request, value).await,
        "harmonize" => composer.harmonize(request, value).await,
        "infill" => composer.infill(request, value).await,
        other => panic!("no such act: {other}"),
    }
}

/// Notes in the order of their ids.
pub fn sorted(mut notes: Vec<WireNote>) -> Vec<WireNote> {
    notes.sort_by_key(|note| note.id);
    notes
}

/// What holds for every answer: notes are heard as they come, and the rest of the score stays.
pub async fn check_answer(composer: &Composer, act: &str, request: JsValue) -> WireOutcome {
    let asked = Reflect::get(&request, &"score".into()).unwrap();
    let hooks = hooks(|| {});
    let value = act_of(composer, act, request, &hooks).await.unwrap();
    let outcome: WireOutcome = plain(value);
    assert!(outcome.is_complete, "{act}");
    assert_eq!(
        sorted(hooks.heard.take()),
        sorted(outcome.added.clone()),
        "{act}"
    );
    assert_eq!(outcome.receipt.act, act);
    assert!(outcome.receipt.tokens > 0, "{act}");
    if !asked.is_undefined() {
        let asked: WireScore = plain(asked);
        let stays = asked
            .notes
            .iter()
            .filter(|note| !outcome.removed.contains(&note.id));
        let expected: Vec<WireNote> = stays.chain(&outcome.added).copied().collect();
        assert_eq!(sorted(outcome.score.notes.clone()), sorted(expected));
        assert_eq!(
            (&outcome.score.title, outcome.score.tempo),
            (&asked.title, asked.tempo)
        );
    }
    outcome
}
