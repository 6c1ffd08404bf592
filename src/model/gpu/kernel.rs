//! A program of the GPU, and its work.

use super::device::Gpu;
use crate::model::row::ABREAST;

/// Rows that a thread of a product takes.
pub const ROWS: usize = ABREAST;

/// A compiled program.
#[derive(Debug)]
pub struct Kernel(wgpu::ComputePipeline);

/// A program with the buffers that it works on.
#[derive(Debug)]
pub struct Work {
    pipeline: wgpu::ComputePipeline,
    buffers: wgpu::BindGroup,
}

impl Kernel {
    /// Compiles a program in WGSL; `constants` are its overrides.
    pub fn new(gpu: &Gpu, name: &str, source: &str, constants: &[(&str, f64)]) -> Self {
        let text = expanded(concat!(include_str!("kernels/shared.wgsl"), "\n")) + &expanded(source);
        let module = gpu
            .device
            .create_shader_module(wgpu::ShaderModuleDescriptor {
                label: Some(name),
                source: wgpu::ShaderSource::Wgsl(text.into()),
            });
        Self(
            gpu.device
                .create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
                    label: Some(name),
                    layout: None,
                    module: &module,
                    entry_point: Some("main"),
                    compilation_options: wgpu::PipelineCompilationOptions {
                        constants,
                        ..Default::default()
                    },
                    cache: None,
                }),
        )
    }

    /// The program on some buffers, in the order of its bindings.
    pub fn on(&self, gpu: &Gpu, buffers: &[&wgpu::Buffer]) -> Work {
        let entries = buffers.iter().zip(0..);
        let entries: Vec<_> = entries
            .map(|(buffer, binding)| wgpu::BindGroupEntry {
                binding,
                resource: buffer.as_entire_binding(),
            })
            .collect();
        Work {
            pipeline: self.0.clone(),
            buffers: gpu.device.create_bind_group(&wgpu::BindGroupDescriptor {
                label: None,
                layout: &self.0.get_bind_group_layout(0),
                entries: &entries,
            }),
        }
    }
}

impl Work {
    /// Joins a pass, with as many workgroups across and down.
    pub fn join(&self, pass: &mut wgpu::ComputePass<'_>, across: usize, down: usize) {
        pass.set_pipeline(&self.pipeline);
        pass.set_bind_group(0, &self.buffers, &[]);
        pass.dispatch_workgroups(across as u32, down as u32, 1);
    }
}

/// A program with each line that has an index sign once for every row.
fn expanded(source: &str) -> String {
    let mut text = String::with_capacity(2 * source.len());
    for line in source.lines() {
        let n_copies = if line.contains('#') { ROWS } else { 1 };
        for row in 0..n_copies {
            text.push_str(&line.replace('#', &row.to_string()));
            text.push('\n');
        }
    }
    text.replace("ROWS", &format!("{ROWS}u"))
}
