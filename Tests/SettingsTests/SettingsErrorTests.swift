import Foundation
import Settings
import Testing

@Suite("Broken settings")
struct SettingsErrorTests {
    @Test(
        "a value that does not fit is refused with its place and what was expected",
        arguments: [
            (
                "order:\n  closeAfter: 20 minutes",
                "sojourn.yaml:2: order.closeAfter must be a duration from 1m to 1d, such as 20m "
                    + "(units: ms, s, m, h, d), not `20 minutes`"
            ),
            (
                "order.closeAfter: 59s",
                "sojourn.yaml:1: order.closeAfter must be a duration from 1m to 1d, such as 20m "
                    + "(units: ms, s, m, h, d), not `59s`"
            ),
            ("http.port: 65536", "sojourn.yaml:1: http.port must be an integer from 0 to 65535, not `65536`"),
            ("http.port: 0x10", "sojourn.yaml:1: http.port must be an integer from 0 to 65535, not `0x10`"),
            ("http.port: 010", "sojourn.yaml:1: http.port must be an integer from 0 to 65535, not `010`"),
            ("http.port: 1.0", "sojourn.yaml:1: http.port must be an integer from 0 to 65535, not `1.0`"),
            ("http.port: [1]", "sojourn.yaml:1: http.port must be an integer from 0 to 65535, not a list"),
            ("http.port: {a: 1}", "sojourn.yaml:1: http.port must be an integer from 0 to 65535, not a mapping"),
            ("http.port:", "sojourn.yaml:1: http.port has no value; leave the line out to have the default"),
            ("http.port: ~", "sojourn.yaml:1: http.port has no value; leave the line out to have the default"),
            ("http.host: ''", "sojourn.yaml:1: http.host must be a text, not ``"),
            ("payment.sandbox: yes", "sojourn.yaml:1: payment.sandbox must be true or false, not `yes`"),
            ("queue.backend: Redis", "sojourn.yaml:1: queue.backend must be embedded or redis, not `Redis`"),
            (
                "queue.redis.url: http://me:hunter2@x",
                "sojourn.yaml:1: queue.redis.url must be a URL that begins with redis: or rediss:, "
                    + "not `http://me:********@x`"
            ),
            ("timeZone: Mars", "sojourn.yaml:1: timeZone must be a time zone such as Asia/Shanghai, not `Mars`"),
            (
                "http.port: \"\\x1b[2J\"",
                "sojourn.yaml:1: http.port must be an integer from 0 to 65535, not `\\u{1B}[2J`"
            ),
        ])
    func values(yaml: String, problem: String) throws {
        #expect(try Sample.problems(yaml) == [problem])
    }

    @Test("a wrong variable names the variable and the setting")
    func variable() throws {
        #expect(
            try Sample.problems(nil, ["SOJOURN_HTTP_PORT": "http"]) == [
                "SOJOURN_HTTP_PORT: http.port must be an integer from 0 to 65535, not `http`"
            ])
    }

    @Test(
        "an unknown key is refused, with the key that was meant",
        arguments: [
            (
                "order.closeAftr: 20m",
                "sojourn.yaml:1: unknown setting `order.closeAftr`; did you mean `order.closeAfter`?"
            ),
            (
                "ordre:\n  closeAfter: 20m",
                "sojourn.yaml:2: unknown setting `ordre.closeAfter`; did you mean `order.closeAfter`?"
            ),
            ("Http.Port: 1", "sojourn.yaml:1: unknown setting `Http.Port`; did you mean `http.port`?"),
            ("colour: red", "sojourn.yaml:1: unknown setting `colour`"),
            (
                "queue: redis",
                "sojourn.yaml:1: `queue` is a group of settings (queue.backend, queue.redis.url), not a setting"
            ),
            ("x: [1]", "sojourn.yaml:1: unknown setting `x`"),
            ("x: {}", "sojourn.yaml:1: unknown setting `x`"),
            ("1: 2", "sojourn.yaml:1: unknown setting `1`"),
            ("[a]: 2", "sojourn.yaml:1: a key must be a name"),
        ])
    func unknownKeys(yaml: String, problem: String) throws {
        #expect(try Sample.problems(yaml) == [problem])
    }

    @Test("an unknown variable is refused, with the variable that was meant, and without its value")
    func unknownVariables() throws {
        let problems = try Sample.problems(nil, ["SOJOURN_ORDER_CLOSEAFTER": "20m", "SOJOURN_JWT_SECRETT": "hunter2"])
        #expect(
            problems == [
                "SOJOURN_JWT_SECRETT: no setting has this variable; did you mean `SOJOURN_JWT_SECRET`?",
                "SOJOURN_ORDER_CLOSEAFTER: no setting has this variable; did you mean `SOJOURN_ORDER_CLOSE_AFTER`?",
            ])
    }

    @Test(
        "what is set twice is refused, however it is written",
        arguments: [
            ("http.port: 1\nhttp:\n  port: 2", ["sojourn.yaml:3: http.port is set twice, first on line 1"]),
            ("http:\n  port: 1\n  port: 2", ["sojourn.yaml:3: http.port is set twice, first on line 2"]),
            ("http:\n  port: 1\nhttp:\n  host: a", ["sojourn.yaml:3: http is set twice, first on line 1"]),
            ("{\"http.port\": 1, http.port: 2}", ["sojourn.yaml:1: http.port is set twice, first on line 1"]),
            (
                "http.port: 1\r\nhttp.port: 2\r\nhttp.port: 3\r\ntimeZone: UTC\r\ntimeZone: UTC",
                [
                    "sojourn.yaml:2: http.port is set twice, first on line 1",
                    "sojourn.yaml:3: http.port is set twice, first on line 2",
                    "sojourn.yaml:5: timeZone is set twice, first on line 4",
                ]
            ),
        ])
    func duplicates(yaml: String, problems: [String]) throws {
        #expect(try Sample.problems(yaml) == problems)
    }

    @Test("more duplicates than anyone writes are refused too")
    func manyDuplicates() throws {
        let problems = try Sample.problems(String(repeating: "x: 1\n", count: 100))
        #expect(problems == ["sojourn.yaml: is not YAML: there are more than 64 duplicate keys"])
    }

    @Test("all problems are reported at once")
    func allAtOnce() throws {
        let problems = try Sample.problems(
            "http:\n  port: x\n  prot: 1\n  port: y\norder.closeAfter: 1y\njwt.secret: abc\n",
            ["SOJOURN_TIME_ZONE": "Mars", "SOJOURN_X": "1"])
        #expect(
            problems.map { $0.prefix { $0 != " " } } == [
                "sojourn.yaml:4:", "sojourn.yaml:3:", "sojourn.yaml:6:", "SOJOURN_X:", "sojourn.yaml:2:",
                "sojourn.yaml:5:", "SOJOURN_TIME_ZONE:",
            ])
    }

    @Test(
        "what is no mapping, or no YAML, is refused",
        arguments: [
            ("- a\n- b", "sojourn.yaml:1: must be a mapping of settings"),
            ("just text", "sojourn.yaml:1: must be a mapping of settings"),
            ("a: b: c", "sojourn.yaml:1: is not YAML: mapping values are not allowed in this context"),
            ("http:\n\tport: 1", "sojourn.yaml:2: is not YAML: found character that cannot start any token"),
            ("a: [1", "sojourn.yaml:2: is not YAML: did not find expected ',' or ']'"),
            ("a: \"x", "sojourn.yaml:1: is not YAML: found unexpected end of stream"),
            ("a: *b", "sojourn.yaml:1: is not YAML: found undefined alias"),
            ("http.port: 1\n---\nhttp.port: 2", "sojourn.yaml:2: is not YAML: but found another document"),
            ("a: \u{7}", "sojourn.yaml:1: is not YAML: control characters are not allowed"),
        ])
    func notYAML(yaml: String, problem: String) throws {
        #expect(try Sample.problems(yaml) == [problem])
    }

    @Test("aliases that grow without end are refused")
    func endlessAliases() throws {
        var yaml = "a0: &a0 {x: 1}\n"
        for level in 1...12 { yaml += "a\(level): &a\(level) {k: *a\(level - 1)}\n" }
        #expect(try Sample.problems(yaml).contains { $0.contains("nests too deep") })
    }

    @Test("a file that is not there, not UTF-8, or a folder is refused")
    func unreadable() throws {
        func problem(_ path: String) -> String? {
            do {
                _ = try LoadedSettings(Sample.catalogue, file: path, environment: [:])
                return nil
            } catch {
                return error.problems.first?.description
            }
        }
        let missing = "/nonexistent/sojourn.yaml"
        #expect(problem(missing) == "\(missing): the settings file cannot be read: No such file or directory")
        #expect(problem("/") == "/: the settings file cannot be read: Is a directory")
        try withFile(Data([0x61, 0x3A, 0xFF])) { path in
            #expect(problem(path) == "\(path): the settings file cannot be read: it is not UTF-8")
        }
        try withFile(Data(repeating: 0x23, count: 1 << 20 + 1)) { path in
            #expect(problem(path) == "\(path): the settings file cannot be read: it is longer than 1 MiB")
        }
    }

    @Test("the description has a line for the count and one for each problem")
    func description() throws {
        let error = #expect(throws: SettingsError.self) {
            try Sample.load(nil, ["SOJOURN_A": "1", "SOJOURN_B": "1"])
        }
        let expected = """
            2 problems with the settings:
              SOJOURN_A: no setting has this variable
              SOJOURN_B: no setting has this variable
            """
        #expect(error.map { "\($0)" } == expected)
    }
}
