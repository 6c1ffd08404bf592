//! Several answers to one request, written side by side.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::music::Note;

use super::composer::Composer;
use super::composition::{Composition, Outcome};
use super::error::ComposeError;
use super::limits::MAX_TAKES;
use super::waiter::Waiter;

/// What became of a step, and the composition that took it.
type Stepped = (Composition, Result<Option<Note>, ComposeError>);

/// One of the answers.
enum Take {
    /// On its way to its next note.
    Writing(Pin<Box<dyn Future<Output = Stepped>>>),
    /// Between two notes.
    Resting(Box<Composition>),
    /// At its end.
    Over(Box<Composition>),
    /// Only while it changes.
    Nowhere,
}

/// Answers to one request that differ in their random numbers alone. All of them go through the network
/// together; each is what it would be by itself.
pub struct Takes {
    takes: Vec<Take>,
    waiter: Option<Waiter>,
}

impl fmt::Debug for Takes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Takes({})", self.takes.len())
    }
}

impl Composer {
    /// Begins some takes: `begin` is asked for each, by its number, with the composer to begin it with, and
    /// should differ in nothing but the seed of its draws.
    ///
    /// # Errors
    /// [`ComposeError::BadTakes`] for none or more than [`MAX_TAKES`], or what `begin` fails with.
    pub fn takes<E: From<ComposeError>>(
        &self,
        n_takes: usize,
        mut begin: impl FnMut(&Composer, usize) -> Result<Composition, E>,
    ) -> Result<Takes, E> {
        if !(1..=MAX_TAKES).contains(&n_takes) {
            return Err(ComposeError::BadTakes { found: n_takes }.into());
        }
        let (composer, table) = self.seated(n_takes)?;
        let pace = composer.pace().filter(|pace| !pace.is_alone());
        let begun = (0..n_takes).map(|take| begin(&composer, take));
        let takes = begun.map(|begun| Ok(Take::Resting(Box::new(begun?))));
        Ok(Takes {
            takes: takes.collect::<Result<_, E>>()?,
            waiter: table.map(|table| Waiter::new(table, pace)),
        })
    }
}

impl Takes {
    /// The next note of any take, with the number of the take; `None` once all are at their ends.
    ///
    /// # Errors
    /// [`ComposeError::Generate`] if the device fails. [`Takes::finish`] still keeps the notes so far.
    pub async fn next_note(&mut self) -> Result<Option<(usize, Note)>, ComposeError> {
        poll_fn(|context| self.poll_note(context)).await
    }

    /// Ends all takes, each after the note that it is at.
    ///
    /// # Errors
    /// [`ComposeError::Score`] as [`Composition::finish`].
    pub async fn finish(mut self) -> Result<Vec<Outcome>, ComposeError> {
        // A take that fails now has failed before, and was told.
        poll_fn(|context| self.poll_rest(context)).await;
        let compositions = self.takes.into_iter().filter_map(|take| match take {
            Take::Resting(composition) | Take::Over(composition) => Some(*composition),
            Take::Writing(_) | Take::Nowhere => None,
        });
        compositions.map(Composition::finish).collect()
    }

    fn poll_note(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<(usize, Note)>, ComposeError>> {
        loop {
            let second_half = self.second_half();
            let mut is_any_writing = false;
            for (index, take) in self.takes.iter_mut().enumerate() {
                if let (Some(waiter), true) = (&mut self.waiter, second_half == Some(index)) {
                    waiter.send_half();
                }
                take.go_on();
                match take.poll(context) {
                    Poll::Ready(Ok(Some(note))) => return Poll::Ready(Ok(Some((index, note)))),
                    Poll::Ready(Ok(None)) => {}
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                    Poll::Pending => is_any_writing = true,
                }
            }
            if !is_any_writing {
                return Poll::Ready(Ok(None));
            }
            if !matches!(self.serve(context), Poll::Ready(true)) {
                return Poll::Pending;
            }
        }
    }

    /// The take that the second half of those that are not over begins with.
    fn second_half(&self) -> Option<usize> {
        let is_open = |index: &usize| !matches!(self.takes[*index], Take::Over(_));
        let open: Vec<usize> = (0..self.takes.len()).filter(is_open).collect();
        open.get(open.len() / 2).copied()
    }

    /// Waits until no take is on its way.
    fn poll_rest(&mut self, context: &mut Context<'_>) -> Poll<()> {
        loop {
            let polls = self.takes.iter_mut().map(|take| take.poll(context));
            if polls.filter(Poll::is_pending).count() == 0 {
                return Poll::Ready(());
            }
            if !matches!(self.serve(context), Poll::Ready(true)) {
                return Poll::Pending;
            }
        }
    }

    /// Serves the takes. Whether anything was on its way.
    fn serve(&mut self, context: &mut Context<'_>) -> Poll<bool> {
        match &mut self.waiter {
            Some(waiter) => waiter.serve(context),
            None => Poll::Ready(false),
        }
    }
}

impl Take {
    /// Sets out for the next note, if there is one to come.
    fn go_on(&mut self) {
        *self = match std::mem::replace(self, Self::Nowhere) {
            Self::Resting(mut composition) => Self::Writing(Box::pin(async move {
                let note = composition.next_note().await;
                (*composition, note)
            })),
            other => other,
        };
    }

    /// The note that a take on its way comes to; nothing from one that is not.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Note>, ComposeError>> {
        let Self::Writing(writing) = self else {
            return Poll::Ready(Ok(None));
        };
        let Poll::Ready((composition, note)) = writing.as_mut().poll(context) else {
            return Poll::Pending;
        };
        *self = match &note {
            Ok(Some(_)) => Self::Resting(Box::new(composition)),
            Ok(None) | Err(_) => Self::Over(Box::new(composition)),
        };
        Poll::Ready(note)
    }
}
