import Database

/// The tables of the queue, as the history of their migrations.
///
/// Times are nanoseconds since 1970, durations nanoseconds, truth values 0 and 1.
enum Schema {
    static let migrations = [tasks, groupsAndRegistries]
}
