//! What the runtime says of itself to the facade `log`, under the target `candor`, in products that switch the feature on. No
//! line holds anything of an event, nor what a collector wrote about one.

#[cfg(feature = "log")]
const TARGET: &str = "candor";

/// `install()` has decided.
#[cfg_attr(not(feature = "log"), allow(unused_variables))]
pub(crate) fn installed(product: &crate::product::Product) {
    #[cfg(feature = "log")]
    {
        let (status, product) = (crate::status::Status::of(product, None), product.spec().name);
        let state = if status.is_on() { "on" } else { "off" };
        log::info!(target: TARGET, "telemetry of {product} is {state}: {}", status.reason_name());
    }
}

/// Something went wrong that costs telemetry and not the product.
#[cfg_attr(not(feature = "log"), allow(unused_variables))]
pub(crate) fn trouble(trouble: &str) {
    #[cfg(feature = "log")]
    log::warn!(target: TARGET, "{trouble}");
}

/// A collector answered, or did not.
#[cfg_attr(not(feature = "log"), allow(unused_variables))]
pub(crate) fn verdict(destination: &str, verdict: &str, status: Option<u16>, events: u64) {
    #[cfg(feature = "log")]
    match status {
        Some(status) => log::debug!(target: TARGET, "{destination}: {events} events {verdict}, status {status}"),
        None => log::debug!(target: TARGET, "{destination}: {events} events {verdict}, no reply"),
    }
}
