//! Logits on their way back from the GPU.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};

use super::network::{GpuNetwork, LOGITS};
use crate::model::language_model::ModelError;
use crate::token::Vocabulary;

/// What has come of the wait for a buffer.
#[derive(Debug, Default)]
struct Arrival {
    outcome: Option<Result<(), wgpu::BufferAsyncError>>,
    waker: Option<Waker>,
}

/// A pass on its way, and where its logits come.
#[derive(Debug)]
pub(super) struct Pass {
    pub(super) submission: wgpu::SubmissionIndex,
    pub(super) staging: wgpu::Buffer,
}

/// Logits that the GPU is working out.
#[derive(Debug)]
pub struct Reading {
    network: Arc<GpuNetwork>,
    pass: Pass,
    n_rows: usize,
    arrival: Arc<Mutex<Arrival>>,
}

impl Reading {
    /// Waits for the first rows of a pass.
    pub(super) fn new(network: &Arc<GpuNetwork>, pass: Pass, n_rows: usize) -> Self {
        let arrival = Arc::new(Mutex::new(Arrival::default()));
        let told = Arc::clone(&arrival);
        let bytes = ..bytes_of(n_rows);
        pass.staging
            .map_async(wgpu::MapMode::Read, bytes, move |outcome| {
                let mut arrival = told.lock().unwrap_or_else(PoisonError::into_inner);
                arrival.outcome = Some(outcome);
                if let Some(waker) = arrival.waker.take() {
                    waker.wake();
                }
            });
        Self {
            network: Arc::clone(network),
            pass,
            n_rows,
            arrival,
        }
    }

    /// Logits after each of the rows asked for.
    ///
    /// # Errors
    /// [`ModelError::DeviceLost`] if the GPU has failed.
    pub async fn logits(self) -> Result<Vec<Vec<f32>>, ModelError> {
        let gpu = &self.network.gpu;
        let Pass {
            submission,
            staging,
        } = self.pass;
        // Not for what was sent since. Browsers call back by themselves, and do nothing here.
        gpu.device
            .poll(wgpu::PollType::Wait {
                submission_index: Some(submission),
                timeout: None,
            })
            .map_err(|error| ModelError::DeviceLost(error.to_string()))?;
        let outcome = poll_fn(|context| {
            let mut arrival = self.arrival.lock().unwrap_or_else(PoisonError::into_inner);
            arrival.waker = Some(context.waker().clone());
            arrival.outcome.take().map_or(Poll::Pending, Poll::Ready)
        });
        let outcome = outcome.await;
        gpu.check()?;
        let lost = |error: &dyn std::fmt::Display| ModelError::DeviceLost(error.to_string());
        outcome.map_err(|error| lost(&error))?;
        let rows = {
            let view = staging.get_mapped_range(..bytes_of(self.n_rows));
            let view = view.map_err(|error| lost(&error))?;
            let rows = view.chunks_exact(LOGITS * 4);
            rows.map(|row| floats_of(&row[..Vocabulary::SIZE * 4]))
                .collect()
        };
        staging.unmap();
        self.network.give_back(staging);
        Ok(rows)
    }
}

fn bytes_of(n_rows: usize) -> u64 {
    (n_rows * LOGITS * 4) as u64
}

fn floats_of(bytes: &[u8]) -> Vec<f32> {
    let (quads, _) = bytes.as_chunks::<4>();
    quads.iter().map(|quad| f32::from_le_bytes(*quad)).collect()
}
