import Settings
import Testing

@Suite("The catalogue of settings")
struct SettingsCatalogueTests {
    @Test("the YAML documents every setting with its default")
    func yaml() {
        let catalogue = SettingsCatalogue([
            Sample.host, Sample.database, Sample.backend, Sample.redis, Sample.port, Sample.closeAfter, Sample.secret,
        ])
        #expect(
            catalogue.yaml == """
                http:
                  # Where to listen. Must be a text.
                  host: 127.0.0.1

                  # The port to listen on. Must be an integer from 0 to 65535.
                  port: 8888

                database:
                  # Where records are kept. Must be a URL that begins with sqlite: or postgres:.
                  url: "sqlite:"

                queue:
                  # What keeps the tasks. Must be embedded or redis.
                  backend: embedded

                  redis:
                    # Where Redis is. Must be a URL that begins with redis: or rediss:.
                    #url:

                order:
                  # How long an order may stay unpaid. Must be a duration from 1m to 1d, such as 20m (units: ms, s,
                  # m, h, d).
                  closeAfter: 20m

                jwt:
                  # Signs the guests' tokens. Must be a secret of at least 8 bytes, in SOJOURN_JWT_SECRET or in a
                  # file that is named here.
                  #secretFile:

                """)
    }

    @Test("loading the YAML gives the defaults, whatever they are")
    func roundTrip() throws {
        let texts = ["a", "null", "~x", "- x", "a: b", "a #b", "\"q\" \\ \n\u{1}", "海", "*a", "sqlite:", "[x]", " "]
        let settings = texts.enumerated().map { Setting.string("group.text\($0)", default: $1, "A text.") }
        let catalogue = SettingsCatalogue(settings)
        let loaded = try withFile(catalogue.yaml) { try LoadedSettings(catalogue, file: $0, environment: [:]) }
        #expect(settings.map { loaded[$0] } == texts)
        #expect(loaded.effective.allSatisfy { $0.origin != .default })
        #expect(try Sample.problems(Sample.catalogue.yaml) == [])
    }

    @Test("groups of optional settings alone can be loaded")
    func optionalGroup() throws {
        let catalogue = SettingsCatalogue([Sample.redis, Sample.brokers])
        let loaded = try withFile(catalogue.yaml) { try LoadedSettings(catalogue, file: $0, environment: [:]) }
        #expect(loaded[Sample.redis] == nil)
    }

    @Test(
        "the variable of a key is the key in upper snake case",
        arguments: [
            ("order.closeAfter", "SOJOURN_ORDER_CLOSE_AFTER"), ("timeZone", "SOJOURN_TIME_ZONE"),
            ("queue.redis.url", "SOJOURN_QUEUE_REDIS_URL"), ("a.b2C", "SOJOURN_A_B2_C"),
            ("baseURL", "SOJOURN_BASE_URL"),
        ])
    func variables(key: String, variable: String) {
        #expect(Sample.catalogue.variable(for: key) == variable)
    }

    @Test("a catalogue may have another prefix")
    func prefix() throws {
        let catalogue = SettingsCatalogue([Sample.port], environmentPrefix: "TRIP_")
        let loaded = try LoadedSettings(
            catalogue, file: nil, environment: ["TRIP_HTTP_PORT": "1", "SOJOURN_HTTP_PORT": "2", "SOJOURN_X": ""])
        #expect(loaded[Sample.port] == 1)
    }
}
