import Testing

@testable import DatabaseSQLite

@Suite struct PositionalParametersTests {
    @Test(arguments: [
        ("SELECT $1", "SELECT ?1"),
        ("VALUES ($2, $1, $2, $10)", "VALUES (?2, ?1, ?2, ?10)"),
        ("$1", "?1"),
        ("a=$1||$2", "a=?1||?2"),
        ("SELECT 1", "SELECT 1"),
        ("", ""),
    ])
    func `each number becomes SQLite's number`(sql: String, expected: String) {
        #expect(PositionalParameters.numbered(sql) == expected)
    }

    @Test(arguments: [
        "'$1'", "'it''s $1'", "\"$1\"", "\"a\"\"$1\"", "'北京 $1 👍'", "SELECT 1 -- $1", "-- don't $1\n", "/* $1 */",
        "/* it's $1 ** / */", "/**/", "'/* $1'", "'-- $1'", "old$1", "a_$1", "é$1", "$", "$ 1", "$name", "'$1", "/* $1",
        "a $$1",
    ])
    func `quotes, comments and names stay as they are`(sql: String) {
        #expect(PositionalParameters.numbered(sql) == sql)
    }

    @Test(arguments: [
        ("'it''s' || $1", "'it''s' || ?1"),
        ("/* don't */ $1", "/* don't */ ?1"),
        ("-- don't\n$1", "-- don't\n?1"),
        ("/*/ $1 */ $2", "/*/ $1 */ ?2"),
        ("1 - $1 / $2 * $3", "1 - ?1 / ?2 * ?3"),
        ("\"a'b\" = $1", "\"a'b\" = ?1"),
    ])
    func `what follows quotes and comments is numbered`(sql: String, expected: String) {
        #expect(PositionalParameters.numbered(sql) == expected)
    }
}
