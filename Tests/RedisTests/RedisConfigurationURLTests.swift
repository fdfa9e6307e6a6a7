import Redis
import Testing

@Suite("Reading URLs of Redis servers")
struct RedisConfigurationURLTests {
    @Test(
        "addresses and schemes",
        arguments: [
            ("redis://localhost", .standalone(.host("localhost", port: 6379))),
            ("REDIS://10.0.0.1:7000", .standalone(.host("10.0.0.1", port: 7000))),
            ("redis://[::1]:7000/2", .standalone(.host("::1", port: 7000))),
            ("redis://[fe80::1]", .standalone(.host("fe80::1", port: 6379))),
            ("redis+unix:///run/redis.sock", .standalone(.unixSocket(path: "/run/redis.sock"))),
            (
                "redis-sentinel://a,b:7000/1?master=main",
                .sentinel([.host("a", port: 26379), .host("b", port: 7000)], primary: "main")
            ),
            ("rediss-sentinel://a?master=m%61in", .sentinel([.host("a", port: 26379)], primary: "main")),
            ("redis-cluster://a:7000,[::1]:7001", .cluster([.host("a", port: 7000), .host("::1", port: 7001)])),
            ("rediss-cluster://a/0", .cluster([.host("a", port: 6379)])),
        ] as [(String, RedisTopology)])
    func topologies(url: String, topology: RedisTopology) throws {
        let configuration = try RedisConfiguration(url: url)
        #expect(configuration.topology == topology)
        #expect((configuration.tls != nil) == url.hasPrefix("rediss"))
    }

    @Test("user, password and database")
    func credentials() throws {
        let full = try RedisConfiguration(url: "redis://us%3Aer:p%40ss%2Fw%23rd@h:1/15")
        #expect(full.user == "us:er")
        #expect(full.password == "p@ss/w#rd")
        #expect(full.database == 15)
        let passwordOnly = try RedisConfiguration(url: "redis://:pa:ss@h")
        #expect(passwordOnly.user == nil)
        #expect(passwordOnly.password == "pa:ss")
        let unescaped = try RedisConfiguration(url: "redis://:p@ss@h")
        #expect(unescaped.password == "p@ss")
        #expect(try RedisConfiguration(url: "redis://h/").database == 0)
        #expect(try RedisConfiguration(url: "redis+unix:///s?db=3").database == 3)
    }

    @Test("options")
    func options() throws {
        let configuration = try RedisConfiguration(
            url: "rediss://h?ca=%2Fca.pem&cert=/c.pem&key=/k.pem&verify=false&name=me&protocol=2&connections=4")
        let tls = try #require(configuration.tls)
        #expect(tls.authorityFile == "/ca.pem")
        #expect(tls.certificateFile == "/c.pem")
        #expect(tls.privateKeyFile == "/k.pem")
        #expect(!tls.verifiesServer)
        #expect(configuration.clientName == "me")
        #expect(configuration.preferredProtocol == .resp2)
        #expect(configuration.connections == 4)
        let sentinel = try RedisConfiguration(
            url: "redis-sentinel://h?master=m&sentinelUser=su&sentinelPassword=sp")
        #expect(sentinel.sentinelUser == "su")
        #expect(sentinel.sentinelPassword == "sp")
    }

    @Test(
        "malformed URLs are refused",
        arguments: [
            "", "redis", "redis:/h", "http://h", "redis://", "redis://:1", "redis://h:", "redis://h:x", "redis://h:0",
            "redis://h:65536", "redis://h:-1", "redis://h:+1", "redis://::1", "redis://[::1", "redis://[::1]x",
            "redis://a,b", "redis://h/x", "redis://h/-1", "redis://h/1/2", "redis://h/99999999999", "redis://u%4@h",
            "redis://u%zz@h", "redis://u%ff@h", "redis://h#f", "redis://h?x", "redis://h?x=1", "redis://h?ca=/c",
            "redis://h?master=m", "redis://h?protocol=4", "redis://h?connections=0", "rediss://h?verify=maybe",
            "redis-sentinel://h", "redis-sentinel://h?master=", "redis-sentinel://?master=m", "redis-cluster://h/1",
            "redis-cluster://h,", "redis+unix://", "redis+unix://h/s", "redis+unix:///", "redis://h/1?db=2",
        ])
    func malformed(url: String) {
        let error = #expect(throws: RedisError.self) { try RedisConfiguration(url: url) }
        #expect(error?.code == .invalidURL)
        #expect(error?.isRetryable == false)
    }

    @Test(
        "no error shows a password, wherever it stands",
        arguments: [
            "redis://user:s3cret/x@h", "redis://user:s3cret?x@h", "redis://user:s3cret#x@h", "redis://user:s3cret",
            "redis://user:s3cret@h:x", "redis://user:%s3cret@h", "redis://:s3cret@h/x", "redis://s3cret:x:y",
            "redis://user:s3cret@", "redis://[s3cret@h]", "redis://user:x?s3cret=1@h",
        ])
    func passwordsHidden(url: String) {
        let error = #expect(throws: RedisError.self) { try RedisConfiguration(url: url) }
        #expect(error.map { "\($0)" }?.contains("s3cret") == false)
    }

    @Test("a configuration that is printed shows no password")
    func printed() throws {
        let configuration = try RedisConfiguration(url: "redis-sentinel://me:s3cret@h?master=m&sentinelPassword=s3cret")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] {
            #expect(text.contains("me"))
            #expect(!text.contains("s3cret"))
        }
    }

    @Test("what follows an address is told with it")
    func descriptions() {
        #expect("\(RedisAddress.host("::1", port: 1))" == "[::1]:1")
        #expect("\(RedisAddress.unixSocket(path: "/s"))" == "unix:/s")
        #expect("\(RedisTopology.sentinel([.host("a", port: 1)], primary: "m"))" == "\"m\" of the sentinels a:1")
    }
}
