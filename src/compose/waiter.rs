//! Who carries what takes ask to the network, and the answers back.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::generate::{Moment, Pace};
use crate::model::Table;

/// A table that is being served.
struct Serving {
    /// When it was first waited for.
    awaited: Option<Moment>,
    served: Pin<Box<dyn Future<Output = bool>>>,
}

/// Rows on their way.
struct Sent {
    at: Moment,
    n_rows: usize,
    /// Of all takes, and not of a half.
    is_whole: bool,
}

/// Serves the takes at a table.
pub struct Waiter {
    table: Table,
    /// How quickly a device reads what is drafted for it, where drafts are.
    pace: Option<Pace>,
    /// What is on its way; of the first nothing, as all that stands before is read with it.
    sent: Vec<Option<Sent>>,
    is_first: bool,
    serving: Option<Serving>,
}

impl Waiter {
    /// With nothing sent yet; a pace where the table's device reads drafts.
    pub fn new(table: Table, pace: Option<Pace>) -> Self {
        Self {
            table,
            pace,
            sent: Vec::new(),
            is_first: true,
            serving: None,
        }
    }

    /// Sends what one half of the takes ask, so that a device reads it while the other half is drafted, if that
    /// is quicker. Texts that begin are sent together, as they begin alike. Where nothing is drafted all are read
    /// at once, which costs less.
    pub fn send_half(&mut self) {
        let is_by_halves = self.pace().is_some_and(|pace| !pace.is_whole());
        if is_by_halves && !self.is_first {
            self.send();
        }
    }

    /// Sends what is asked, and waits for what was sent first. Whether anything was on its way.
    pub fn serve(&mut self, context: &mut Context<'_>) -> Poll<bool> {
        // Who is read together waits for the half that is still on its way.
        let is_whole = self.pace().is_none_or(Pace::is_whole);
        if !is_whole || self.sent.is_empty() {
            self.send();
        }
        let mut serving = self.serving.take().unwrap_or_else(|| self.begin());
        let Poll::Ready(was_any) = serving.served.as_mut().poll(context) else {
            self.serving = Some(serving);
            return Poll::Pending;
        };
        self.note_come(serving.awaited);
        Poll::Ready(was_any)
    }

    fn begin(&self) -> Serving {
        let table = self.table.clone();
        Serving {
            awaited: self.pace().map(Pace::start),
            served: Box::pin(async move { table.serve().await }),
        }
    }

    fn send(&mut self) {
        let n_rows = self.table.send();
        let Some(pace) = self.pace().filter(|_| n_rows > 0) else {
            return;
        };
        let sent = Sent {
            at: pace.start(),
            n_rows,
            is_whole: pace.is_whole(),
        };
        self.sent.push((!self.is_first).then_some(sent));
        self.is_first = false;
    }

    fn note_come(&mut self, awaited: Option<Moment>) {
        if self.sent.is_empty() {
            return;
        }
        let sent = self.sent.remove(0);
        let Some(pace) = self.pace() else { return };
        if let (Some(sent), Some(awaited)) = (&sent, awaited) {
            pace.read(sent.at, awaited, sent.n_rows, sent.is_whole);
        }
        // Who is to be read together next is so before anything else is tried.
        let is_awaited = pace.is_whole() && sent.is_some_and(|sent| !sent.is_whole);
        if !is_awaited {
            pace.turn();
        }
    }

    /// In the page's module for the processor there is none, and what one would need is left out.
    fn pace(&self) -> Option<&Pace> {
        let has_device = cfg!(not(all(target_family = "wasm", not(feature = "webgpu"))));
        self.pace.as_ref().filter(|_| has_device)
    }
}
