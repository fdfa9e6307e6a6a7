import Resilience
import ServiceKit
import Settings
import Testing

@Suite("The settings of HTTP")
struct HTTPSettingsTests {
    private func settings(_ environment: [String: String] = [:]) throws -> HTTPSettings {
        let catalogue = SettingsCatalogue(HTTPSettings.all)
        let variables = environment.map { (catalogue.variable(for: $0), $1) }
        return try HTTPSettings(
            LoadedSettings(catalogue, file: nil, environment: Dictionary(uniqueKeysWithValues: variables)))
    }

    @Test("are sane where nothing is set: limits and time-outs on, rate limits and other origins off")
    func defaults() throws {
        let settings = try settings()
        #expect(settings.options.timeout == .seconds(5) && settings.options.maximumBody == 1 << 20)
        #expect(settings.options.gzip && settings.options.breaker && settings.sheds)
        #expect(settings.options.crossOrigin == nil && settings.rateLimit.local == nil)
        #expect(settings.server.maximumConnections == 10_000)
    }

    @Test(
        "name the setting whose value is none",
        arguments: [
            ("http.cors.origins", "app.example.com"), ("http.cors.origins", "https://a.example/path"),
            ("http.cors.origins", "*,https://a.example"), ("http.timeout", "5"), ("http.timeout", "0s"),
            ("http.maxBodyBytes", "1MB"), ("http.maxConnections", "0"), ("http.accessLog", "some"),
            ("http.rateLimit.by", "cookie"), ("http.rateLimit.perSecond", "-1"), ("http.trustedProxies", "17"),
            ("http.rateLimit.redis.url", "http://127.0.0.1"),
        ])
    func malformed(key: String, value: String) throws {
        let error = #expect(throws: (any Error).self) { try settings([key: value]) }
        #expect(error.map { "\($0)".contains(SettingsCatalogue(HTTPSettings.all).variable(for: key)) } == true)
    }

    @Test("say that all origins cannot be together with credentials")
    func contradiction() throws {
        let error = #expect(throws: CrossOriginPolicy.Invalid.self) {
            try settings(["http.cors.origins": "*", "http.cors.credentials": "true"])
        }
        #expect(error?.description.contains("http.cors.origins, http.cors.credentials: ") == true)
    }

    @Test("have origins with spaces between them, and a rate limit where there is a rate")
    func read() async throws {
        let settings = try settings([
            "http.cors.origins": "https://a.example , http://b.example:8080", "http.rateLimit.perSecond": "1",
            "http.rateLimit.burst": "2", "http.rateLimit.by": "user",
        ])
        let expected = try CrossOriginPolicy(origins: ["https://a.example", "http://b.example:8080"])
        #expect(settings.options.crossOrigin == expected)
        let limit = try #require(settings.rateLimit.local)
        #expect(limit.key == .user)
        #expect(await limit.limit.take("a") == nil)
    }
}
