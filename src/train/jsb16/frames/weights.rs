//! A benchmark network as a file.

use std::collections::HashMap;

use super::config::FrameConfig;
use super::parameters::FrameParameters;
use crate::model::{
    NamedTensor, Precision, WeightsError, read_tensors, values_of, version_of, write_tensors,
};

/// What a file of this kind of network says of itself.
const KIND: &str = "jsb16-frames";

/// A network that reads frames, ready to be measured.
#[derive(Debug, Clone)]
pub struct FrameNetwork {
    /// What the training run called it.
    pub name: String,
    /// Its shape.
    pub config: FrameConfig,
    /// Its values.
    pub parameters: FrameParameters,
}

impl FrameNetwork {
    /// The network of some values.
    ///
    /// # Errors
    /// [`WeightsError`] if a tensor is missing or has another shape than the config says.
    pub fn new(
        name: &str,
        config: &FrameConfig,
        tensors: &[NamedTensor],
    ) -> Result<Self, WeightsError> {
        let parameters = FrameParameters::build(config, |name, shape| {
            values_of(tensors, name, shape).map(<[f32]>::to_vec)
        })?;
        Ok(Self {
            name: name.to_owned(),
            config: *config,
            parameters,
        })
    }

    /// Reads a file of either precision.
    ///
    /// # Errors
    /// [`WeightsError`] if it is damaged, of another kind of network, or its tensors do not fit its config.
    pub fn load(bytes: &[u8]) -> Result<Self, WeightsError> {
        let (metadata, tensors) = read_tensors(bytes)?;
        let said = |key: &str| metadata.get(key).map_or("", String::as_str);
        if said("kind") != KIND {
            let found = said("kind");
            let reason = format!("a network of kind {KIND:?} is needed, not {found:?}");
            return Err(WeightsError::Corrupt(reason));
        }
        let config: FrameConfig = serde_json::from_str(said("config")).map_err(corrupt)?;
        if !config.is_sound() {
            let reason = "the config describes no network";
            return Err(WeightsError::Corrupt(reason.into()));
        }
        Self::new(said("name"), &config, &tensors)
    }

    /// Writes a file.
    ///
    /// # Errors
    /// [`WeightsError`] if the file cannot be put together.
    pub fn save(&self, precision: Precision) -> Result<Vec<u8>, WeightsError> {
        let metadata = HashMap::from([
            ("kind".to_owned(), KIND.to_owned()),
            (
                "config".to_owned(),
                serde_json::to_string(&self.config).map_err(corrupt)?,
            ),
            ("name".to_owned(), self.name.clone()),
        ]);
        write_tensors(&self.parameters.to_tensors(), metadata, precision)
    }

    /// Name and fingerprint of the values: changes whenever one of them does.
    pub fn version(&self) -> String {
        version_of(&self.name, self.parameters.to_tensors())
    }
}

fn corrupt(error: serde_json::Error) -> WeightsError {
    WeightsError::Corrupt(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gives_the_network_back_and_another_kind_is_refused() {
        let config = FrameConfig {
            d_model: 8,
            n_layers: 1,
            n_heads: 2,
            d_hidden: 8,
            d_voice: 4,
            order: [3, 0, 2, 1],
            dropout: 0.0,
            voice_dropout: 0.0,
            forgetting: 0.0,
        };
        let parameters = FrameParameters::random(&config, 1);
        let network = FrameNetwork::new("tiny", &config, &parameters.to_tensors()).unwrap();
        let bytes = network.save(Precision::Full).unwrap();
        let read = FrameNetwork::load(&bytes).unwrap();
        assert_eq!(read.version(), network.version());
        assert_eq!(read.config, config);
        let other = write_tensors(&[], HashMap::new(), Precision::Full).unwrap();
        assert!(FrameNetwork::load(&other).is_err());
        assert!(FrameNetwork::load(&bytes[..bytes.len() / 2]).is_err());
    }
}
