#[macro_export]
macro_rules! careless {
    ($name:ident) => {
        fn $name() {
            let mut never_mutated = 1;
            let _ = never_mutated;
            let never_used = 2;
            'unused: loop {
                break;
            }
            match never_mutated {
                _ => {}
                3 => {}
            }
        }
        struct never_made;
    };
}
#[macro_export]
macro_rules! unheeding {
    ($e:expr) => {
        $e;
    };
}
