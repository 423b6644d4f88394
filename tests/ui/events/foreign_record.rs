candor::schema!("e2e/types");

fn main() {
    SorterRecorded::new().passes([SorterListed::new()]).emit();
}
