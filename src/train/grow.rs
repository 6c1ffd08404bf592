//! A larger network that starts from what a smaller one has learnt.

use thiserror::Error;

use crate::model::{Device, Input, Rng, TransformerConfig, Weights, WeightsError};

/// Why weights cannot be grown to a network.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GrowError {
    /// A width that whole copies do not fill.
    #[error("{name} is {found}; from weights of {from}, only a multiple of that can be grown")]
    NotAMultiple {
        /// The width's name in the config.
        name: &'static str,
        /// What the network has.
        found: usize,
        /// What the weights have.
        from: usize,
    },
    /// Heads of another width than those of the weights.
    #[error("n_heads is {found}; heads stay as wide as in the weights, so {allowed} are needed")]
    OtherHeads {
        /// How many the network has.
        found: usize,
        /// How many it may have.
        allowed: usize,
    },
    /// Fewer blocks than the weights have.
    #[error("n_layers is {found}; the weights have {least}, and none can be left out")]
    FewerLayers {
        /// How many the network has.
        found: usize,
        /// How many it must have.
        least: usize,
    },
    /// Weights that lack a tensor of their own config.
    #[error(transparent)]
    Weights(#[from] WeightsError),
}

/// Weights of a network of shape `config` that computes what `weights` do, but for rounding.
///
/// Source: Chen, Goodfellow, Shlens, "Net2Net: accelerating learning via knowledge transfer", ICLR 2016.
///
/// Widths become copies side by side: of the stream, of each head, of each hidden unit. What reads
/// copies shares its old weight among them at random, so that training tells them apart. New blocks
/// stand evenly between the old ones, each of which is in the middle of an equal stretch of the new
/// depth, and add nothing to the stream until they have learnt to. Equal seeds give equal weights.
///
/// # Shapes
/// `d_model` and `n_heads` may be one multiple of the weights' own, `d_hidden` another, `n_layers` as
/// many or more; `context` and `dropout` are free.
///
/// # Errors
/// [`GrowError`] if `config` is of another shape, or the weights lack a tensor.
pub fn grow(
    weights: &Weights,
    config: &TransformerConfig,
    rng_seed: u64,
) -> Result<Weights, GrowError> {
    let from = &weights.config;
    let widths = Widths::new(from, config)?;
    let mut rng = Rng::new(rng_seed);
    let mut tensors = config.init(rng.next_u64(), &Device::flex()).to_tensors();
    for tensor in &mut tensors {
        let block = tensor.name.strip_prefix("blocks.");
        let (layer, part) = block
            .and_then(|name| name.split_once('.'))
            .map_or((None, tensor.name.as_str()), |(layer, part)| {
                (layer.parse::<usize>().ok(), part)
            });
        let name = match layer {
            None => part.to_string(),
            Some(layer) => {
                let old = (0..from.n_layers)
                    .find(|&old| (2 * old + 1) * config.n_layers / (2 * from.n_layers) == layer);
                let Some(old) = old else {
                    if matches!(part, "out" | "down") {
                        tensor.values.fill(0.0);
                    }
                    continue;
                };
                format!("blocks.{old}.{part}")
            }
        };
        let copies = widths.copies(part);
        let is_gain = tensor.shape.len() == 1;
        let old = weights.values(&name, &copies.from[usize::from(is_gain)..])?;
        tensor.values = copies.fill(old, &mut rng);
        if name == "norm" {
            // The output adds up all copies.
            let share = 1.0 / widths.n_streams as f32;
            tensor.values.iter_mut().for_each(|gain| *gain *= share);
        }
    }
    tensors.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Weights {
        config: *config,
        name: weights.name.clone(),
        tensors,
    })
}

/// Old widths, and how many copies of each there will be.
struct Widths {
    d_model: usize,
    d_hidden: usize,
    n_streams: usize,
    n_units: usize,
}

impl Widths {
    fn new(from: &TransformerConfig, to: &TransformerConfig) -> Result<Self, GrowError> {
        let times = |name, found: usize, from: usize| {
            if found == 0 || !found.is_multiple_of(from) {
                return Err(GrowError::NotAMultiple { name, found, from });
            }
            Ok(found / from)
        };
        let n_streams = times("d_model", to.d_model, from.d_model)?;
        let n_units = times("d_hidden", to.d_hidden, from.d_hidden)?;
        if to.n_heads != n_streams * from.n_heads {
            return Err(GrowError::OtherHeads {
                found: to.n_heads,
                allowed: n_streams * from.n_heads,
            });
        }
        if to.n_layers < from.n_layers {
            return Err(GrowError::FewerLayers {
                found: to.n_layers,
                least: from.n_layers,
            });
        }
        Ok(Self {
            d_model: from.d_model,
            d_hidden: from.d_hidden,
            n_streams,
            n_units,
        })
    }

    /// How a tensor grows, by the last part of its name.
    fn copies(&self, part: &str) -> Copies {
        let (stream, hidden) = (
            (self.d_model, self.n_streams),
            (self.d_hidden, self.n_units),
        );
        let (rows, columns, n_blocks) = match part {
            "embedding" => ((Input::N_CODES, 1), stream, 1),
            "qkv" => (stream, stream, 3),
            "out" => (stream, stream, 1),
            "up" => (stream, hidden, 1),
            "down" => (hidden, stream, 1),
            _ => ((1, 1), stream, 1), // gains
        };
        Copies {
            from: [rows.0, n_blocks * columns.0],
            of_rows: rows.1,
            of_columns: columns.1,
            n_blocks,
        }
    }
}

/// How a matrix becomes a larger one: copies of its rows share each value, copies of its columns repeat it.
struct Copies {
    /// Old rows and columns.
    from: [usize; 2],
    of_rows: usize,
    of_columns: usize,
    /// Blocks of columns, each repeated within itself.
    n_blocks: usize,
}

impl Copies {
    /// `[rows, columns]` to `[of_rows * rows, of_columns * columns]`.
    fn fill(&self, old: &[f32], rng: &mut Rng) -> Vec<f32> {
        let [rows, old_columns] = self.from;
        let columns = self.of_columns * old_columns;
        let width = old_columns / self.n_blocks;
        let mut grown = vec![0.0; self.of_rows * rows * columns];
        for row in 0..rows {
            for column in 0..columns {
                let block = column / (self.of_columns * width);
                let value = old[row * old_columns + block * width + column % width];
                let shares: Vec<f64> = (0..self.of_rows).map(|_| 0.5 + rng.next_f64()).collect();
                let whole: f64 = shares.iter().sum();
                for (copy, share) in shares.iter().enumerate() {
                    grown[(copy * rows + row) * columns + column] = value * (share / whole) as f32;
                }
            }
        }
        grown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{InputBatch, N_FEATURES, Transformer};

    const SMALL: TransformerConfig = TransformerConfig {
        d_model: 16,
        n_layers: 2,
        n_heads: 2,
        d_hidden: 32,
        context: 64,
        dropout: 0.0,
    };

    /// A random network whose gains are random too.
    fn small() -> Weights {
        let mut rng = Rng::new(3);
        let mut tensors = SMALL.init(5, &Device::flex()).to_tensors();
        for tensor in tensors.iter_mut().filter(|tensor| tensor.shape.len() == 1) {
            tensor.values.fill_with(|| 0.5 + rng.next_f64() as f32);
        }
        Weights {
            config: SMALL,
            name: "small".into(),
            tensors,
        }
    }

    fn shape(times: usize, n_layers: usize, times_hidden: usize) -> TransformerConfig {
        TransformerConfig {
            d_model: times * SMALL.d_model,
            n_heads: times * SMALL.n_heads,
            n_layers,
            d_hidden: times_hidden * SMALL.d_hidden,
            context: 96,
            dropout: 0.1,
        }
    }

    fn logits(weights: &Weights) -> Vec<f32> {
        let mut rng = Rng::new(9);
        let (batch, seq) = (2, 24);
        let codes = (0..batch * seq * N_FEATURES).map(|_| rng.next_below(Input::N_CODES) as i32);
        let codes = codes.collect();
        let network = Transformer::from_weights(weights, &Device::flex()).unwrap();
        let logits = network.forward(&InputBatch { codes, batch, seq });
        logits.into_data().try_into_vec().unwrap()
    }

    #[test]
    fn a_grown_network_says_what_the_small_one_said() {
        let small = small();
        let said = logits(&small);
        let largest = said
            .iter()
            .fold(0.0_f32, |most, logit| most.max(logit.abs()));
        let shapes = [
            (1, 2, 1),
            (2, 2, 1),
            (1, 5, 1),
            (1, 2, 3),
            (2, 5, 3),
            (3, 5, 2),
            (3, 3, 1),
        ];
        for (times, n_layers, times_hidden) in shapes {
            let config = shape(times, n_layers, times_hidden);
            let grown = grow(&small, &config, 1).unwrap();
            let says = logits(&grown);
            assert_eq!(says.len(), said.len());
            let farthest = said.iter().zip(&says).map(|(a, b)| (a - b).abs());
            let farthest = farthest.fold(0.0, f32::max);
            assert!(
                farthest < 1e-3 * largest,
                "{config:?}: {farthest} of {largest}"
            );
            assert_eq!(grown, grow(&small, &config, 1).unwrap());
            if times > 1 {
                assert_ne!(grown, grow(&small, &config, 2).unwrap());
            }
        }
    }

    #[test]
    fn copies_differ_in_what_they_read_and_write() {
        let grown = grow(&small(), &shape(2, 2, 2), 1).unwrap();
        let down = grown.values("blocks.0.down", &[64, 32]).unwrap();
        let (units, copies) = down.split_at(32 * 32);
        let up = grown.values("blocks.0.up", &[32, 64]).unwrap();
        for unit in 0..32 {
            let row = unit * 32..(unit + 1) * 32;
            assert_ne!(units[row.clone()], copies[row]);
            assert!((0..32).any(|row| up[64 * row + unit] != up[64 * row + 32 + unit]));
        }
    }

    #[test]
    fn new_blocks_stand_between_old_ones_and_begin_silent() {
        let grown = grow(&small(), &shape(2, 5, 1), 1).unwrap();
        let is_silent = |layer: usize| {
            let values = |part: &str, n| grown.values(&format!("blocks.{layer}.{part}"), &[n, 32]);
            let (out, down) = (values("out", 32).unwrap(), values("down", 32).unwrap());
            out.iter().chain(down).all(|value| *value == 0.0)
        };
        let silent: Vec<bool> = (0..5).map(is_silent).collect();
        assert_eq!(silent, [true, false, true, false, true]);
    }

    #[test]
    fn a_shape_that_copies_do_not_fill_is_refused_with_both_numbers() {
        let wide = TransformerConfig {
            d_model: 24,
            ..shape(1, 2, 1)
        };
        let hidden = TransformerConfig {
            d_hidden: 16,
            ..shape(1, 2, 1)
        };
        let heads = TransformerConfig {
            n_heads: 2,
            ..shape(2, 2, 1)
        };
        let refused = [
            (wide, ["d_model is 24", "16"]),
            (hidden, ["d_hidden is 16", "32"]),
            (heads, ["n_heads is 2", "4"]),
            (shape(1, 1, 1), ["n_layers is 1", "2"]),
        ];
        for (config, numbers) in refused {
            let message = grow(&small(), &config, 1).unwrap_err().to_string();
            assert!(
                numbers.iter().all(|number| message.contains(number)),
                "{message}"
            );
        }
    }
}
