import Settings
import Testing

@Suite("Loading settings")
struct LoadedSettingsTests {
    @Test("without file and environment every setting has its default")
    func defaults() throws {
        let settings = try Sample.load()
        #expect(settings[Sample.host] == "127.0.0.1")
        #expect(settings[Sample.port] == 8888)
        #expect(settings[Sample.backend] == .embedded)
        #expect(settings[Sample.redis] == nil)
        #expect(settings[Sample.closeAfter] == .seconds(1200))
        #expect(settings[Sample.sandbox])
        #expect(settings[Sample.secret] == nil)
    }

    @Test(
        "keys may be nested or have points, and values may be quoted",
        arguments: [
            "order:\n  closeAfter: 5m\nqueue:\n  backend: redis\n  redis:\n    url: redis://a\n",
            "order.closeAfter: 5m\nqueue.backend: 'redis'\nqueue:\n  redis.url: \"redis://a\"\n",
            "{order: {closeAfter: 5m}, queue.redis: {url: redis://a}, 'queue.backend': redis}",
        ])
    func file(yaml: String) throws {
        let settings = try Sample.load(yaml)
        #expect(settings[Sample.closeAfter] == .seconds(300))
        #expect(settings[Sample.backend] == .redis)
        #expect(settings[Sample.redis] == "redis://a")
        #expect(settings[Sample.port] == 8888)
    }

    @Test("the environment wins over the file")
    func environment() throws {
        let settings = try Sample.load(
            "order.closeAfter: 5m\nhttp.port: 1\n",
            [
                "SOJOURN_ORDER_CLOSE_AFTER": "2h", "SOJOURN_TIME_ZONE": "Europe/Berlin", "PATH": "/bin",
                "CLOSE_AFTER": "x",
            ])
        #expect(settings[Sample.closeAfter] == .seconds(7200))
        #expect(settings[Sample.zone] == "Europe/Berlin")
        #expect(settings[Sample.port] == 1)
    }

    @Test("an empty variable counts as not set")
    func emptyVariable() throws {
        let settings = try Sample.load("http.port: 1\n", ["SOJOURN_HTTP_PORT": "", "SOJOURN_JWT_SECRET": ""])
        #expect(settings[Sample.port] == 1)
        #expect(settings[Sample.secret] == nil)
    }

    @Test(
        "an empty file, or one of comments, sets nothing",
        arguments: ["", "# nothing\n", "---\n", "~\n", "{}\n", "\u{FEFF}"])
    func emptyFile(yaml: String) throws {
        #expect(try Sample.load(yaml)[Sample.port] == 8888)
    }

    @Test("the listing tells each value and where it comes from, without secrets")
    func effective() throws {
        let listing = try withFile("http:\n  port: 9\n") { path in
            let settings = try LoadedSettings(
                Sample.catalogue, file: path,
                environment: [
                    "SOJOURN_JWT_SECRET": "correct horse", "SOJOURN_DATABASE_URL": "postgres://me:p@ss@db:5432/x?a=b@c",
                ])
            #expect(settings[Sample.secret]?.revealed == "correct horse")
            #expect(settings[Sample.database] == "postgres://me:p@ss@db:5432/x?a=b@c")
            return settings.effective.map { item in
                "\(item.key)=\(item.value) (\("\(item.origin)".replacing(path, with: "sojourn.yaml")))"
            }
        }
        #expect(
            listing == [
                "http.host=127.0.0.1 (default)",
                "http.port=9 (sojourn.yaml:2)",
                "database.url=postgres://me:********@db:5432/x?a=b@c (SOJOURN_DATABASE_URL)",
                "queue.backend=embedded (default)",
                "queue.redis.url= (default)",
                "events.kafka.brokers= (default)",
                "order.closeAfter=20m (default)",
                "payment.sandbox=true (default)",
                "jwt.secret=******** (SOJOURN_JWT_SECRET)",
                "timeZone=Asia/Shanghai (default)",
            ])
    }

    @Test(
        "a URL is listed without its password, wherever that stands",
        arguments: [
            ("postgres://db/x", "postgres://db/x"),
            ("postgres://me@db/x", "postgres://me@db/x"),
            ("postgres://me:p@db:5432/x", "postgres://me:********@db:5432/x"),
            ("postgres://me:p?w#d@db/x", "postgres://me:********@db/x"),
            (
                "postgres://db/x?sslmode=require&password=p&user=me",
                "postgres://db/x?sslmode=require&password=********&user=me"
            ),
            ("postgres:///x?sslpassword=p", "postgres:///x?sslpassword=********"),
            ("postgres:///x?sslPassword=p&q=1", "postgres:///x?sslPassword=********&q=1"),
            ("sqlite:", "sqlite:"),
        ])
    func maskedURL(url: String, shown: String) throws {
        let settings = try Sample.load(nil, ["SOJOURN_DATABASE_URL": url])
        #expect(settings[Sample.database] == url)
        #expect(settings.effective.first { $0.key == "database.url" }?.value == shown)
    }

    @Test("the variables with which Kubernetes describes services are no settings")
    func serviceLinks() throws {
        let settings = try Sample.load(
            nil,
            [
                "SOJOURN_SERVICE_HOST": "10.0.0.1", "SOJOURN_SERVICE_PORT": "8888", "SOJOURN_SERVICE_PORT_HTTP": "8888",
                "SOJOURN_PORT": "tcp://10.0.0.1:8888", "SOJOURN_PORT_8888_TCP": "tcp://10.0.0.1:8888",
                "SOJOURN_PORT_8888_TCP_ADDR": "10.0.0.1", "SOJOURN_HTTP_PORT": "tcp://10.0.0.1:8888",
            ])
        #expect(settings[Sample.port] == 8888)
    }
}
