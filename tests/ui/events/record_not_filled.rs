candor::schema!("e2e/types");

fn main() {
    SorterRecorded::new().passes([Pass::new().order(Order::Ascending)]).emit();
}
