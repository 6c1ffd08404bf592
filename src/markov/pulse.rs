//! When things begin, drawn before what they are: chords and pitches are counted apart from their durations.

use super::chain::VariableOrderChain;
use super::error::MarkovError;
use super::messages::Messages;
use super::rhythm::RhythmTable;
use super::timeline::{Judge, Timeline};
use super::transitions::Transitions;
use crate::model::Rng;

/// How often the chain has said that something follows: often enough that it favours no number of things.
const OFTEN: usize = 1 << 14;

/// Steps at which something begins, rising from the first of the stretch on.
///
/// # Errors
/// [`MarkovError::TooManyStates`] for too many bars, [`MarkovError::Unsatisfiable`] for a stretch without room.
pub(super) fn draw_onsets(
    timeline: &Timeline,
    table: &RhythmTable,
    rng: &mut Rng,
) -> Result<Vec<u32>, MarkovError> {
    let mut chain: VariableOrderChain<()> = VariableOrderChain::new(0)?;
    chain.learn(&[(); OFTEN], 1.0)?;
    let transitions = Transitions::new(&chain);
    let (lattice, moments) = timeline.lattice(chain.symbols(), table, &Anything)?;
    let messages = Messages::new(&transitions, lattice, transitions.start())?;
    let draw = messages.draw(rng);
    let nodes = draw.nodes.iter();
    let begun = nodes.filter_map(|node| moments.get(*node as usize));
    Ok(begun.map(|moment| moment.step).collect())
}

/// Whatever fits.
struct Anything;

impl Judge<()> for Anything {
    fn start(&self) -> u8 {
        0
    }

    fn read(&self, _: u32, _: u8, (): &()) -> Option<(f64, u8)> {
        Some((1.0, 0))
    }

    fn may_end(&self, _: u8) -> bool {
        true
    }

    fn after(&self) -> Option<&()> {
        None
    }

    fn ends(&self) -> bool {
        false
    }
}
