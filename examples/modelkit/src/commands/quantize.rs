//! `modelkit quantize`: F32 tensors of a safetensors file become I8 with one scale a tensor.

use std::io::{self, Read, Write};
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use crate::error::{Error, Failure};
use crate::format::{Format, Safetensors, Tensor};
use crate::model::{Model, Output, PIECE};
use crate::ui::{Report, bytes};

/// Write a smaller safetensors file: F32 tensors as I8, each with its scale
#[derive(Debug, clap::Args)]
pub(crate) struct QuantizeArgs {
    /// The model: safetensors
    file: PathBuf,
    /// Where the result goes [default: beside the model, NAME.int8.safetensors]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A tensor of the result, in the order in which it is written.
struct Planned<'a> {
    name: String,
    dtype: &'static str,
    source: &'a Tensor,
    part: Part,
}

#[derive(Clone, Copy)]
enum Part {
    Scale(f32),
    Quantized(f32),
    Copy,
}

pub(crate) fn run(args: &QuantizeArgs) -> Result<Report, Failure> {
    let mut model = Model::open(&args.file)?;
    let Format::Safetensors(safetensors) = model.format.clone() else {
        return Err(Error::UnsupportedFormat { path: args.file.clone(), format: model.format.name() }.into());
    };
    let path = args.output.clone().unwrap_or_else(|| args.file.with_extension("int8.safetensors"));
    let mut output = Output::create(&path, &model)?;
    let plan = plan(&mut model, &safetensors)?;
    let header = header(&plan, &safetensors.metadata);
    output.write(|file| write_header(file, &header))?;
    for tensor in &plan {
        write_tensor(tensor, &mut model, &safetensors, &mut output)?;
    }
    let size = output.finish()?;
    let quantized = plan.iter().filter(|tensor| matches!(tensor.part, Part::Quantized(_))).count();
    Ok(Report::new(model.file_name())
        .row("tensors", format!("{quantized} of {} quantized to I8", safetensors.tensors.len()))
        .row("before", bytes(model.size))
        .row("after", format!("{}, {}", bytes(size), change(model.size, size)))
        .row("wrote", path.display().to_string()))
}

fn change(before: u64, after: u64) -> String {
    let percent = 100.0 * after as f64 / before as f64 - 100.0;
    format!("{:.1} % {}", percent.abs(), if percent < 0.0 { "less" } else { "more" })
}

/// Names and scales of the result; the widest types first, so that each tensor is aligned.
fn plan<'a>(model: &mut Model, safetensors: &'a Safetensors) -> Result<Vec<Planned<'a>>, Error> {
    let mut plan = Vec::new();
    for source in &safetensors.tensors {
        if source.dtype != "F32" || is_scale(source, safetensors) {
            plan.push(Planned { name: source.name.clone(), dtype: source.dtype, source, part: Part::Copy });
            continue;
        }
        let scale = scale(model, safetensors, source)?;
        let name = format!("{}.scale", source.name);
        if safetensors.tensors.iter().any(|tensor| tensor.name == name) {
            return Err(Error::AlreadyQuantized { path: model.path.clone(), tensor: name });
        }
        plan.push(Planned { name, dtype: "F32", source, part: Part::Scale(scale) });
        plan.push(Planned { name: source.name.clone(), dtype: "I8", source, part: Part::Quantized(scale) });
    }
    if plan.iter().all(|tensor| matches!(tensor.part, Part::Copy)) {
        return Err(Error::NothingToQuantize { path: model.path.clone() });
    }
    plan.sort_by_key(|tensor| std::cmp::Reverse(crate::format::dtype_bytes(tensor.dtype)));
    Ok(plan)
}

/// Whether a tensor is the scale that an earlier run gave to another.
fn is_scale(tensor: &Tensor, safetensors: &Safetensors) -> bool {
    let owner = tensor.name.strip_suffix(".scale").filter(|_| tensor.shape.is_empty());
    owner.is_some_and(|owner| safetensors.tensors.iter().any(|t| t.name == owner && t.dtype == "I8"))
}

/// Symmetric: the largest magnitude becomes 127. A tensor of zeros has scale 1.
fn scale(model: &mut Model, safetensors: &Safetensors, tensor: &Tensor) -> Result<f32, Error> {
    let mut largest = 0.0_f32;
    let mut finite = true;
    each_piece(model, safetensors, tensor, |piece| {
        for value in floats(piece) {
            finite &= value.is_finite();
            largest = largest.max(value.abs());
        }
        Ok(())
    })?;
    if !finite {
        return Err(Error::NotFinite { path: model.path.clone(), tensor: tensor.name.clone() });
    }
    // A magnitude so small that its scale would vanish is as good as zero.
    let scale = largest / 127.0;
    Ok(if scale > 0.0 { scale } else { 1.0 })
}

fn quantize(value: f32, scale: f32) -> i8 {
    (value / scale).round_ties_even().clamp(-127.0, 127.0) as i8
}

fn floats(piece: &[u8]) -> impl Iterator<Item = f32> {
    piece.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes))
}

fn header(plan: &[Planned<'_>], metadata: &Map<String, Value>) -> Vec<u8> {
    let mut metadata = metadata.clone();
    metadata.insert("quantization".to_owned(), json!("int8, symmetric, one scale a tensor"));
    let mut header = Map::from_iter([("__metadata__".to_owned(), Value::Object(metadata))]);
    let mut start = 0;
    for tensor in plan {
        let end = start + tensor.bytes();
        let shape: &[u64] = if matches!(tensor.part, Part::Scale(_)) { &[] } else { &tensor.source.shape };
        let entry = json!({"dtype": tensor.dtype, "shape": shape, "data_offsets": [start, end]});
        header.insert(tensor.name.clone(), entry);
        start = end;
    }
    let mut text = Value::Object(header).to_string().into_bytes();
    text.resize(text.len().next_multiple_of(8), b' ');
    text
}

fn write_header(file: &mut dyn Write, header: &[u8]) -> io::Result<()> {
    file.write_all(&(header.len() as u64).to_le_bytes())?;
    file.write_all(header)
}

impl Planned<'_> {
    fn bytes(&self) -> u64 {
        let source = self.source.end - self.source.start;
        match self.part {
            Part::Scale(_) => 4,
            Part::Quantized(_) => source / 4,
            Part::Copy => source,
        }
    }
}

fn write_tensor(
    tensor: &Planned<'_>,
    model: &mut Model,
    safetensors: &Safetensors,
    output: &mut Output,
) -> Result<(), Error> {
    if let Part::Scale(scale) = tensor.part {
        return output.write(|file| file.write_all(&scale.to_le_bytes()));
    }
    each_piece(model, safetensors, tensor.source, |piece| match tensor.part {
        Part::Quantized(scale) => {
            let quantized: Vec<u8> = floats(piece).map(|value| quantize(value, scale).to_le_bytes()[0]).collect();
            output.write(|file| file.write_all(&quantized))
        }
        _ => output.write(|file| file.write_all(piece)),
    })
}

/// Gives a tensor's bytes to `each`, a bounded piece at a time.
fn each_piece(
    model: &mut Model,
    safetensors: &Safetensors,
    tensor: &Tensor,
    mut each: impl FnMut(&[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut left = tensor.end - tensor.start;
    model.seek(safetensors.data_start + tensor.start)?;
    let mut piece = vec![0; PIECE];
    while left > 0 {
        let now = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
        model.read(|file| file.read_exact(&mut piece[..now]))?;
        each(&piece[..now])?;
        left -= now as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_rounded_to_the_nearest_step_and_stay_in_range() {
        let scale = 2.0 / 127.0;
        let table = [(2.0, 127), (-2.0, -127), (0.0, 0), (1.0, 64), (scale, 1), (scale * 0.49, 0), (9.0, 127)];
        for (value, expected) in table {
            assert_eq!(quantize(value, scale), expected, "{value}");
        }
    }
}
