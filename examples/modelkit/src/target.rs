//! What a model can be built for.

use clap::ValueEnum;

/// A kind of processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Device {
    #[value(name = "CPU")]
    Cpu,
    #[value(name = "GPU")]
    Gpu,
    #[value(name = "NPU")]
    Npu,
}

/// An execution provider of ONNX Runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ep {
    #[value(name = "CPUExecutionProvider")]
    Cpu,
    #[value(name = "CUDAExecutionProvider")]
    Cuda,
    #[value(name = "DmlExecutionProvider")]
    Dml,
    #[value(name = "MIGraphXExecutionProvider")]
    MiGraphX,
    #[value(name = "NvTensorRTRTXExecutionProvider")]
    NvTensorRtRtx,
    #[value(name = "OpenVINOExecutionProvider")]
    OpenVino,
    #[value(name = "QNNExecutionProvider")]
    Qnn,
    #[value(name = "VitisAIExecutionProvider")]
    VitisAi,
}

impl Device {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::Gpu => "GPU",
            Self::Npu => "NPU",
        }
    }
}

impl Ep {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cpu => "CPUExecutionProvider",
            Self::Cuda => "CUDAExecutionProvider",
            Self::Dml => "DmlExecutionProvider",
            Self::MiGraphX => "MIGraphXExecutionProvider",
            Self::NvTensorRtRtx => "NvTensorRTRTXExecutionProvider",
            Self::OpenVino => "OpenVINOExecutionProvider",
            Self::Qnn => "QNNExecutionProvider",
            Self::VitisAi => "VitisAIExecutionProvider",
        }
    }

    /// The devices that it runs on.
    pub(crate) fn devices(self) -> &'static [Device] {
        match self {
            Self::Cpu => &[Device::Cpu],
            Self::Cuda | Self::MiGraphX | Self::NvTensorRtRtx => &[Device::Gpu],
            Self::Dml => &[Device::Gpu, Device::Npu],
            Self::OpenVino | Self::Qnn => &[Device::Cpu, Device::Gpu, Device::Npu],
            Self::VitisAi => &[Device::Npu],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_as_on_the_command_line() {
        for ep in Ep::value_variants() {
            assert_eq!(ep.to_possible_value().unwrap().get_name(), ep.name());
        }
        for device in Device::value_variants() {
            assert_eq!(device.to_possible_value().unwrap().get_name(), device.name());
        }
    }
}
