//! The network through the public API: one answer whichever way it is asked.

mod support;

use antiphon::model::{
    Backend, Device, Input, InputBatch, KvCache, LanguageModel, ModelError, NGram, NGramPlayer,
    Network, Precision, Source, Transformer, Weights, WeightsError, WeightsFile,
};
use antiphon::token::{Event, Grammar, Token, VOCABULARY_VERSION, Vocabulary};
use support::{TINY, block_on, tiny_weights};

/// Largest difference between two sums of floats taken in another order.
const TOLERANCE: f32 = 1e-4;

/// A random sentence of the grammar.
fn sentence(n_tokens: usize, rng_seed: u64) -> Vec<Input> {
    let mut rng = antiphon::model::Rng::new(rng_seed);
    let mut grammar = Grammar::new();
    let mut tokens: Vec<Token> = Vec::new();
    while tokens.len() < n_tokens {
        let mask = grammar.mask();
        let allowed: Vec<Token> = (0..Vocabulary::SIZE)
            .filter_map(Vocabulary::from_index)
            .filter(|token| mask.allows(*token) && Vocabulary::event(*token) != Event::End)
            .collect();
        let token = allowed[rng.next_below(allowed.len())];
        grammar.advance_token(token).unwrap();
        // A countdown would end the piece too soon.
        if matches!(Vocabulary::event(token), Event::Bar(Some(1))) {
            grammar = Grammar::new();
            tokens.clear();
            continue;
        }
        tokens.push(token);
    }
    Input::of_text(&tokens).unwrap()
}

fn assert_close(a: &[f32], b: &[f32]) {
    assert_eq!(a.len(), b.len());
    for (index, (a, b)) in a.iter().zip(b).enumerate() {
        assert!((a - b).abs() < TOLERANCE, "logit {index}: {a} and {b}");
    }
}

#[test]
fn cache_gives_the_logits_of_a_full_pass_however_the_text_is_cut() {
    let device = Device::flex();
    let network = Transformer::from_weights(&tiny_weights(3), &device).unwrap();
    let text = sentence(150, 5);
    let full: Vec<f32> = network
        .forward(&InputBatch::single(&text))
        .into_data()
        .try_into_vec()
        .unwrap();
    let row = |place: usize| &full[place * Vocabulary::SIZE..(place + 1) * Vocabulary::SIZE];
    let mut cache = KvCache::new(&TINY, &device);
    for range in [0..1, 1..2, 2..70, 70..71, 71..150] {
        let last = range.end - 1;
        let logits = network.forward_cached(&InputBatch::single(&text[range]), 1, &mut cache);
        assert_close(
            &logits.into_data().try_into_vec::<f32>().unwrap(),
            row(last),
        );
    }
    cache.rewind(0);
    let logits = network.forward_cached(&InputBatch::single(&text[..40]), 1, &mut cache);
    assert_close(&logits.into_data().try_into_vec::<f32>().unwrap(), row(39));
}

#[test]
fn no_place_sees_a_later_one() {
    let network = Transformer::from_weights(&tiny_weights(3), &Device::flex()).unwrap();
    let text = sentence(60, 8);
    let whole: Vec<f32> = network
        .forward(&InputBatch::single(&text))
        .into_data()
        .try_into_vec()
        .unwrap();
    let part: Vec<f32> = network
        .forward(&InputBatch::single(&text[..20]))
        .into_data()
        .try_into_vec()
        .unwrap();
    assert_close(&whole[..part.len()], &part);
}

#[test]
fn a_full_view_is_an_error_not_a_wrong_answer() {
    for backend in [Backend::Cpu, Backend::Burn(Device::flex())] {
        let network = Network::from_weights(&tiny_weights(3), &backend).unwrap();
        let mut player = network.player();
        let text = sentence(TINY.context, 2);
        block_on(player.feed(&text)).unwrap();
        let one_more = block_on(player.feed(&text[..1]));
        assert_eq!(
            one_more,
            Err(ModelError::ContextFull {
                found: TINY.context + 1,
                capacity: TINY.context
            })
        );
        player.reset();
        assert!(block_on(player.feed(&text[..1])).is_ok());
    }
}

/// Largest part of the logits' spread that rounding to eight bits' products may cost.
const ROUNDING: f32 = 5e-3;

/// Logits after each of some stretches of a text, fed one after the other.
fn logits_after(network: &Network, text: &[Input], stretches: &[usize]) -> Vec<Vec<f32>> {
    let mut player = network.player();
    let mut start = 0;
    let feed = |length: &usize| {
        let logits = block_on(player.feed(&text[start..start + length])).unwrap();
        start += length;
        logits
    };
    stretches.iter().map(feed).collect()
}

#[test]
fn eight_bits_on_the_processor_give_the_logits_of_plain_burn() {
    for seed in 0..8 {
        // As they come from a file, so that both round the weights alike.
        let bytes = tiny_weights(seed).save(Precision::Byte).unwrap();
        let weights = Weights::load(&bytes).unwrap();
        let text = sentence(120, seed);
        let stretches = [1, 70, 1, 1, 40, 7];
        let [ours, plain] = [Backend::Cpu, Backend::Burn(Device::flex())].map(|backend| {
            let network = Network::from_weights(&weights, &backend).unwrap();
            logits_after(&network, &text, &stretches)
        });
        for (ours, plain) in ours.iter().zip(&plain) {
            let spread = plain
                .iter()
                .fold(0.0f32, |most, logit| most.max(logit.abs()));
            for (token, (one, other)) in ours.iter().zip(plain).enumerate() {
                let error = (one - other).abs();
                assert!(
                    error < ROUNDING * spread,
                    "token {token}: {one} and {other}"
                );
            }
        }
    }
}

#[test]
fn a_text_that_begins_like_the_last_one_is_answered_as_if_it_were_new() {
    let network = Network::from_weights(&tiny_weights(5), &Backend::Cpu).unwrap();
    let (one, other) = (sentence(90, 1), sentence(90, 2));
    let mut mixed = one[..50].to_vec();
    mixed.extend(&other[50..80]);
    let mut player = network.player();
    for text in [&one[..], &mixed, &one[..60], &one[..60], &other] {
        player.reset();
        assert_eq!(player.n_fed(), 0);
        let remembered = block_on(player.feed(text)).unwrap();
        let fresh = block_on(network.player().feed(text)).unwrap();
        assert_eq!(remembered, fresh);
        assert_eq!(player.n_fed(), text.len());
        let next = block_on(player.feed(&other[..1])).unwrap();
        let mut whole = text.to_vec();
        whole.extend(&other[..1]);
        assert_eq!(next, block_on(network.player().feed(&whole)).unwrap());
    }
}

#[test]
fn weights_read_back_exactly_in_full_and_closely_in_bytes() {
    let weights = tiny_weights(9);
    let full = Weights::load(&weights.save(Precision::Full).unwrap()).unwrap();
    assert_eq!(full, weights);
    let bytes = weights.save(Precision::Byte).unwrap();
    assert!(bytes.len() < weights.save(Precision::Full).unwrap().len() / 2);
    let small = Weights::load(&bytes).unwrap();
    for (tensor, exact) in small.tensors.iter().zip(&weights.tensors) {
        assert_eq!(tensor.name, exact.name);
        for (value, exact) in tensor.values.iter().zip(&exact.values) {
            assert!(
                (value - exact).abs() < 0.01,
                "{}: {value} and {exact}",
                tensor.name
            );
        }
    }
    assert_ne!(small.version(), weights.version());
}

#[test]
fn a_file_is_the_same_network_read_where_it_lies_or_as_values() {
    for precision in [Precision::Full, Precision::Byte] {
        let bytes = tiny_weights(9).save(precision).unwrap();
        let file = WeightsFile::read(&bytes).unwrap();
        let weights = Weights::load(&bytes).unwrap();
        assert_eq!(file.to_weights(), weights);
        assert_eq!(Source::version(&file), weights.version());
        let text = sentence(40, 3);
        let read = |network: Network| block_on(network.player().feed(&text)).unwrap();
        let from_file = read(Network::from_weights(&file, &Backend::Cpu).unwrap());
        let from_values = read(Network::from_weights(&weights, &Backend::Cpu).unwrap());
        assert_eq!(from_file, from_values);
        let found = file.floats("norm", &[1]).map(|_| ());
        assert!(
            matches!(&found, Err(WeightsError::WrongShape { name, .. }) if name == "norm"),
            "{found:?}"
        );
        let found = file.floats("nothing", &[1]).map(|_| ());
        let name = "nothing".into();
        assert_eq!(found, Err(WeightsError::MissingTensor { name }));
    }
}

#[test]
fn damaged_or_foreign_weights_are_refused_by_name() {
    let good = tiny_weights(9).save(Precision::Byte).unwrap();
    for end in [0, 7, 100, good.len() - 1] {
        assert!(
            matches!(Weights::load(&good[..end]), Err(WeightsError::Corrupt(_))),
            "cut at {end}"
        );
    }
    let own = format!("\"vocabulary\":\"{VOCABULARY_VERSION}\"");
    let text = String::from_utf8_lossy(&good[8..800]).replace(&own, "\"vocabulary\":\"7\"");
    let mut other = good.clone();
    other[8..8 + text.len().min(792)].copy_from_slice(&text.as_bytes()[..text.len().min(792)]);
    assert!(
        matches!(Weights::load(&other), Err(WeightsError::OtherVocabulary { found }) if found == "7")
    );
    let mut lacking = tiny_weights(9);
    lacking
        .tensors
        .retain(|tensor| tensor.name != "blocks.1.up");
    let missing = Transformer::from_weights(&lacking, &Device::flex()).map(|_| ());
    assert_eq!(
        missing,
        Err(WeightsError::MissingTensor {
            name: "blocks.1.up".into()
        })
    );
    let mut odd = tiny_weights(9);
    odd.config.d_hidden = 48;
    let wrong = Transformer::from_weights(&odd, &Device::flex()).map(|_| ());
    assert!(matches!(wrong, Err(WeightsError::WrongShape { .. })));
}

#[test]
fn ngram_probabilities_add_up_and_favour_what_was_seen() {
    let text = sentence(120, 4);
    let mut ngram = NGram::default();
    ngram.count(&text);
    let mut player = NGramPlayer::new(&ngram);
    let mut n_right = 0;
    for place in 0..text.len() - 1 {
        let logits = player.read(&text[place..=place]);
        let total: f64 = logits.iter().map(|logit| f64::from(*logit).exp()).sum();
        assert!((total - 1.0).abs() < 1e-4, "place {place}: {total}");
        let best = (0..logits.len())
            .max_by(|a, b| logits[*a].total_cmp(&logits[*b]))
            .unwrap();
        n_right += usize::from(best == text[place + 1].token.index());
    }
    assert!(
        n_right > 60,
        "{n_right} of 119 foretold in a text that was counted"
    );
}
