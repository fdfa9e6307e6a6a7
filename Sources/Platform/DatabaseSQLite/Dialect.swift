/// What SQLite has for the words that stand for something else in each engine.
enum Dialect {
    /// `sql` in SQLite's own words.
    static func translated(_ sql: String) -> String {
        guard sql.utf8.contains(UInt8(ascii: "{")) else { return sql }
        return
            sql
            .replacing("{identity}", with: "INTEGER PRIMARY KEY AUTOINCREMENT")
            .replacing("{bytes}", with: "BLOB")
            .replacing("{skip locked}", with: "")
    }
}
