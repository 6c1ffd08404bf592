//! The two functions by which JavaScript follows an act.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::value;
use super::wire::WireNote;
#[cfg(feature = "studio")]
use super::wire::WirePlan;

/// `note` hears each note, `breathe` lets the worker read its messages; `plan`, if it is there, hears what a
/// piece will be.
pub(super) struct Hooks {
    this: JsValue,
    note: Function,
    breathe: Function,
    #[cfg(feature = "studio")]
    plan: Option<Function>,
}

impl Hooks {
    /// The hooks of a request.
    pub fn read(hooks: JsValue) -> Result<Self, JsValue> {
        Ok(Self {
            note: function(&hooks, "note")?,
            breathe: function(&hooks, "breathe")?,
            #[cfg(feature = "studio")]
            plan: function(&hooks, "plan").ok(),
            this: hooks,
        })
    }

    /// Tells of a note.
    pub fn note(&self, note: &WireNote) -> Result<(), JsValue> {
        self.note.call1(&self.this, &value::write(note)?)?;
        Ok(())
    }

    /// Tells of a note of one of several takes.
    pub fn note_of(&self, note: &WireNote, take: usize) -> Result<(), JsValue> {
        let take = JsValue::from_f64(take as f64);
        self.note.call2(&self.this, &value::write(note)?, &take)?;
        Ok(())
    }

    /// Tells what a piece will be.
    #[cfg(feature = "studio")]
    pub fn plan(&self, plan: &WirePlan) -> Result<(), JsValue> {
        if let Some(listener) = &self.plan {
            listener.call1(&self.this, &value::write(plan)?)?;
        }
        Ok(())
    }

    /// Waits until the worker has read its messages.
    pub async fn breathe(&self) -> Result<(), JsValue> {
        let waiting = self.breathe.call0(&self.this)?;
        JsFuture::from(Promise::resolve(&waiting)).await?;
        Ok(())
    }
}

fn function(hooks: &JsValue, name: &str) -> Result<Function, JsValue> {
    let found = Reflect::get(hooks, &name.into()).ok();
    found
        .and_then(|found| found.dyn_into().ok())
        .ok_or_else(|| value::error("request-invalid", &format!("hooks need a function {name}")))
}
