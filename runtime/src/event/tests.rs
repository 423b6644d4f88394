use candor_core::limits::TEXT_SCAN_BYTES;

use super::value::format_bounded;
use super::*;

#[test]
fn an_endless_display_is_cut_on_a_character_boundary() {
    struct Endless;
    impl Display for Endless {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            loop {
                f.write_str("ä€")?;
            }
        }
    }
    let text = format_bounded(&Endless).unwrap();
    assert!(text.len() > TEXT_SCAN_BYTES && text.len() <= TEXT_SCAN_BYTES + 4);
}

#[test]
fn a_display_that_panics_leaves_the_field_unset() {
    struct Panics;
    impl Display for Panics {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("a bug of the product")
        }
    }
    assert_eq!(format_bounded(&Panics), None);
}

#[test]
fn a_list_keeps_its_first_items_and_no_null() {
    let spell = |value: Value| format!("{value:?}");
    let numbers = list(3, &mut (1..).map(Item::int));
    assert_eq!(spell(numbers), "List([Int(1), Int(2), Int(3)])");
    let floats = list(4, &mut [1.5, f64::NAN, f64::INFINITY, -2.0, 3.0].into_iter().map(Item::float));
    assert_eq!(spell(floats), "List([Float(1.5), Float(-2.0)])");
    let endless = list(2, &mut std::iter::repeat("no version").map(Item::version));
    assert_eq!(spell(endless), "List([])");
    assert_eq!(spell(list(2, &mut [u64::MAX].into_iter().map(Item::uint))), format!("List([Int({})])", i64::MAX));
}

#[test]
fn a_record_that_was_begun_with_telemetry_off_is_none() {
    let record = Event(None);
    assert!(matches!(record.into_value(), Value::Unset));
    static SPEC: EventSpec = EventSpec { name: "Tensor", fields: &["rank"] };
    let mut record = Event(Some(Filling::part(&SPEC)));
    record = record.set_uint(0, 4);
    assert_eq!(format!("{:?}", list(2, &mut std::iter::once(record).map(Item::record))).matches("Int(4)").count(), 1);
}

#[test]
fn an_iterator_that_panics_leaves_the_field_unset() {
    let mut bug = [1, 0].into_iter().map(|n| Item::int(1 / n));
    assert!(matches!(list(2, &mut bug), Value::Unset));
}

#[test]
fn an_event_in_the_memory_of_another_holds_none_of_its_values() {
    static PRODUCT: Product = Product::new(&crate::consent::testing::SPEC);
    static WIDE: EventSpec = EventSpec { name: "Wide", fields: &["a", "b", "c"] };
    static NARROW: EventSpec = EventSpec { name: "Narrow", fields: &["a"] };
    // The product is not installed, so that nobody takes the values.
    let filled = Event(Some(Filling::event(&PRODUCT, &WIDE))).set_text(0, &"secret", 9).set_int(2, 1);
    let memory = filled.0.as_ref().map(|filling| std::ptr::from_ref(&**filling));
    filled.emit();
    for spec in [&NARROW, &WIDE] {
        let next = Filling::event(&PRODUCT, spec);
        assert_eq!(Some(std::ptr::from_ref(&*next)), memory);
        assert_eq!((next.values.len(), next.fate.spec().name), (spec.fields.len(), spec.name));
        assert!(next.values.iter().all(|value| matches!(value, Value::Unset)), "{next:?}");
        next.emit();
    }
}

#[test]
fn a_field_that_is_set_again_has_the_later_value() {
    static SPEC: EventSpec = EventSpec { name: "Tensor", fields: &["name"] };
    let event = Event(Some(Filling::part(&SPEC))).set_text(0, &"first", 9).set_enum(0, "second");
    assert_eq!(format!("{:?}", event.into_value()), "Record(Tensor([Name(\"second\")]))");
}

#[test]
fn a_value_is_three_words() {
    assert!(size_of::<Value>() <= 24, "{}", size_of::<Value>());
}

#[test]
fn debug_shows_no_value() {
    static SPEC: EventSpec = EventSpec { name: "Tensor", fields: &["rank"] };
    let values = vec![Value::Name("secret")];
    let event = Event(Some(Box::new(Filling { fate: Fate::Part(&SPEC), values })));
    assert!(!format!("{event:?}").contains("secret"));
}
