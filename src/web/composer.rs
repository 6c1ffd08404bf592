//! The class that JavaScript sees. Thin: objects are turned into requests, notes into objects.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::device::{self, Opened};
use super::hooks::Hooks;
use super::value;
use super::wire::{WireAct, WireEngine, WireNote, WireOutcome};
use crate::compose;

/// Answers one request at a time; a second one meanwhile is refused with the code `busy`.
#[wasm_bindgen]
pub struct Composer {
    // Shared borrows only: wasm-bindgen keeps them while an act waits, and `cancel` must get through.
    pub(super) inner: RefCell<compose::Composer>,
    pub(super) opened: Opened,
    is_busy: Cell<bool>,
    pub(super) is_cancelled: Cell<bool>,
}

/// Frees the composer again, however an act ends.
pub(super) struct Busy<'a>(&'a Cell<bool>);

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

#[wasm_bindgen]
impl Composer {
    /// A composer on "cpu" or "webgpu", still without weights.
    ///
    /// # Errors
    /// An `Error` with the code `device-unavailable`.
    pub async fn create(device: String) -> Result<Composer, JsValue> {
        console_error_panic_hook::set_once();
        let opened = device::open(&device).await?;
        Ok(Self {
            inner: RefCell::new(compose::Composer::new(opened.backend.clone())),
            opened,
            is_busy: Cell::new(false),
            is_cancelled: Cell::new(false),
        })
    }

    /// Takes the bytes of a weights file.
    ///
    /// # Errors
    /// An `Error` with the code `weights-corrupt`, `weights-version` or `busy`.
    #[wasm_bindgen(js_name = loadWeights)]
    pub fn load_weights(&self, bytes: &[u8]) -> Result<(), JsValue> {
        let _busy = self.enter()?;
        let mut inner = self.inner.try_borrow_mut().map_err(|_| busy())?;
        inner.load_weights(bytes).map_err(value::thrown)
    }

    /// Takes the bytes of the weights of a quicker network, which drafts on the processor what a GPU then
    /// reads at once. What is written does not depend on it. The module for the processor alone lacks this.
    ///
    /// # Errors
    /// An `Error` with the code `weights-corrupt`, `weights-version` or `busy`.
    #[cfg(feature = "webgpu")]
    #[wasm_bindgen(js_name = loadDrafter)]
    pub fn load_drafter(&self, bytes: &[u8]) -> Result<(), JsValue> {
        let _busy = self.enter()?;
        let mut inner = self.inner.try_borrow_mut().map_err(|_| busy())?;
        inner.load_drafter(bytes).map_err(value::thrown)
    }

    /// What this engine is: device, adapter, versions, styles.
    ///
    /// # Errors
    /// An `Error` with the code `internal`, never seen.
    pub fn describe(&self) -> Result<JsValue, JsValue> {
        let inner = self.inner.try_borrow().map_err(|_| busy())?;
        value::write(&WireEngine::new(
            self.opened.kind,
            self.opened.adapter.as_deref(),
            inner.model_version(),
        ))
    }

    /// Starts a piece from nothing.
    ///
    /// # Errors
    /// An `Error` with a code of `docs/wire.md`.
    pub async fn seed(&self, request: JsValue, hooks: JsValue) -> Result<JsValue, JsValue> {
        self.run(read_act("seed", request)?, hooks).await
    }

    /// Goes on after the last bar.
    ///
    /// # Errors
    /// An `Error` with a code of `docs/wire.md`.
    #[wasm_bindgen(js_name = continue)]
    pub async fn extend(&self, request: JsValue, hooks: JsValue) -> Result<JsValue, JsValue> {
        self.run(read_act("continue", request)?, hooks).await
    }

    /// Writes voices to the others.
    ///
    /// # Errors
    /// An `Error` with a code of `docs/wire.md`.
    pub async fn harmonize(&self, request: JsValue, hooks: JsValue) -> Result<JsValue, JsValue> {
        self.run(read_act("harmonize", request)?, hooks).await
    }

    /// Writes a region afresh.
    ///
    /// # Errors
    /// An `Error` with a code of `docs/wire.md`.
    pub async fn infill(&self, request: JsValue, hooks: JsValue) -> Result<JsValue, JsValue> {
        self.run(read_act("infill", request)?, hooks).await
    }

    /// Answers a request `count` times, side by side: the first answer has the request's seed, each further
    /// one the next. `hooks.note` hears the number of the take behind the note. Returns the outcomes.
    ///
    /// # Errors
    /// An `Error` with a code of `docs/wire.md`.
    pub async fn takes(
        &self,
        act: String,
        request: JsValue,
        count: usize,
        hooks: JsValue,
    ) -> Result<JsValue, JsValue> {
        let act = read_act(&act, request)?;
        let _busy = self.enter()?;
        self.is_cancelled.set(false);
        let hooks = Hooks::read(hooks)?;
        let mut takes = {
            let inner = self.inner.try_borrow().map_err(|_| busy())?;
            let begin = |composer: &compose::Composer, take: usize| {
                act.clone().take(take as u64).begin(composer)
            };
            inner.takes(count, begin).map_err(value::thrown)?
        };
        while !self.is_cancelled.get() {
            let Some((take, note)) = takes.next_note().await.map_err(value::thrown)? else {
                break;
            };
            hooks.note_of(&WireNote::from_note(&note), take)?;
            hooks.breathe().await?;
        }
        let outcomes = takes.finish().await.map_err(value::thrown)?;
        let wire = |outcome| WireOutcome::from_outcome(outcome, act.score(), self.opened.kind);
        value::write(&outcomes.iter().map(wire).collect::<Vec<_>>())
    }

    /// Ends the running act after the note it is writing.
    pub fn cancel(&self) {
        self.is_cancelled.set(true);
    }
}

impl Composer {
    /// Runs an act to its end, or until it is cancelled.
    async fn run(&self, act: WireAct, hooks: JsValue) -> Result<JsValue, JsValue> {
        let _busy = self.enter()?;
        self.is_cancelled.set(false);
        let hooks = Hooks::read(hooks)?;
        let mut composition = {
            let inner = self.inner.try_borrow().map_err(|_| busy())?;
            act.begin(&inner).map_err(value::thrown)?
        };
        while !self.is_cancelled.get() {
            let Some(note) = composition.next_note().await.map_err(value::thrown)? else {
                break;
            };
            hooks.note(&WireNote::from_note(&note))?;
            hooks.breathe().await?;
        }
        let outcome = composition.finish().map_err(value::thrown)?;
        let wire = WireOutcome::from_outcome(&outcome, act.score(), self.opened.kind);
        value::write(&wire)
    }

    pub(super) fn enter(&self) -> Result<Busy<'_>, JsValue> {
        if self.is_busy.replace(true) {
            return Err(busy());
        }
        Ok(Busy(&self.is_busy))
    }
}

/// The act of a name, with its request.
fn read_act(act: &str, request: JsValue) -> Result<WireAct, JsValue> {
    const CODE: &str = "request-invalid";
    Ok(match act {
        "seed" => WireAct::Seed(value::read(request, CODE)?),
        "continue" => WireAct::Continue(value::read(request, CODE)?),
        "harmonize" => WireAct::Harmonize(value::read(request, CODE)?),
        "infill" => WireAct::Infill(value::read(request, CODE)?),
        other => {
            let allowed = "seed, continue, harmonize and infill are allowed";
            return Err(value::error(
                CODE,
                &format!("act \"{other}\" found; {allowed}"),
            ));
        }
    })
}

pub(super) fn busy() -> JsValue {
    value::error("busy", "the composer is answering another request")
}
