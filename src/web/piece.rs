//! Pieces to order, as JavaScript sees them.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::composer::{Composer, busy};
use super::hooks::Hooks;
use super::value;
use super::wire::{WireNote, WirePiece, WirePieceOutcome, WirePlan};
use crate::compose::PieceStep;

#[wasm_bindgen]
impl Composer {
    /// Writes a whole piece to order. `hooks.plan`, where there is one, hears its plan before the first note.
    ///
    /// # Errors
    /// An `Error` with a code of `docs/wire.md`.
    pub async fn piece(&self, order: JsValue, hooks: JsValue) -> Result<JsValue, JsValue> {
        let order: WirePiece = value::read(order, "request-invalid")?;
        let _busy = self.enter()?;
        self.is_cancelled.set(false);
        let hooks = Hooks::read(hooks)?;
        let mut piece = {
            let inner = self.inner.try_borrow().map_err(|_| busy())?;
            order.begin(&inner).map_err(value::thrown)?
        };
        hooks.plan(&WirePlan::from_plan(piece.plan()))?;
        while !self.is_cancelled.get() {
            match piece.next_step().await.map_err(value::thrown)? {
                Some(PieceStep::Note(note)) => hooks.note(&WireNote::from_note(&note))?,
                Some(PieceStep::Draft) => {}
                None => break,
            }
            hooks.breathe().await?;
        }
        let outcome = piece.finish().map_err(value::thrown)?;
        value::write(&WirePieceOutcome::from_outcome(&outcome, self.opened.kind))
    }
}
