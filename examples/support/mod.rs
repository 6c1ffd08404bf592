//! What several examples share.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Runs a future that never really waits, as those of the CPU device.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}
