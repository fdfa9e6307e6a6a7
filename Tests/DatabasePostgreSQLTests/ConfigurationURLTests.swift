import Database
import DatabasePostgreSQL
import Testing

@Suite("Reading URLs of PostgreSQL databases")
struct ConfigurationURLTests {
    @Test(
        arguments: [
            ("postgres://ann@localhost/orders", "localhost:5432/orders"),
            ("postgresql://ann@10.0.0.1:6000/orders", "10.0.0.1:6000/orders"),
            ("POSTGRES://ann@db.example.com/orders", "db.example.com:5432/orders"),
            ("postgres://ann@[::1]/orders", "[::1]:5432/orders"),
            ("postgres://ann@[fe80::1]:6000/orders", "[fe80::1]:6000/orders"),
            ("postgres://ann@/orders?host=/run/postgresql", "/run/postgresql:5432/orders"),
            ("postgres://ann@:6000/orders?host=%2Frun%2Fpostgresql", "/run/postgresql:6000/orders"),
            ("postgres://ann@h/%E8%AE%A2%E5%8D%95", "h:5432/订单"),
        ])
    func `host, port and name`(url: String, address: String) throws {
        let configuration = try PostgresConfiguration(url: url)
        #expect(configuration.address == address)
        #expect(configuration.user == "ann")
        #expect(configuration.password == nil)
        #expect(configuration.tls == .prefer)
    }

    @Test func `user and password are decoded`() throws {
        let full = try PostgresConfiguration(url: "postgres://us%3Aer:p%40ss%2Fw%23rd%3F%25@h/n")
        #expect(full.user == "us:er")
        #expect(full.password == "p@ss/w#rd?%")
        #expect(try PostgresConfiguration(url: "postgres://u:p:a@ss@h/n").password == "p:a@ss")
        #expect(try PostgresConfiguration(url: "postgres://u:@h/n").password == "")
    }

    @Test func `encryption`() throws {
        let url = "postgres://u@h/n?sslmode=verify-full&sslrootcert=/etc/ca.pem&sslcert=%2Fc.pem&sslkey=/k.pem"
        let configuration = try PostgresConfiguration(url: url)
        #expect(configuration.tls == .verifyFull)
        #expect(configuration.authorityFile == "/etc/ca.pem")
        #expect(configuration.certificateFile == "/c.pem")
        #expect(configuration.privateKeyFile == "/k.pem")
        for mode in PostgresConfiguration.TLSMode.allCases {
            let url = "postgres://u@h/n?sslrootcert=/ca.pem&sslmode=\(mode.rawValue)"
            #expect(try PostgresConfiguration(url: url).tls == mode)
        }
    }

    @Test(
        arguments: [
            ("", "postgres://"), ("sqlite:", "postgres://"), ("postgres:/u@h/n", "postgres://"),
            ("mysql://u@h/n", "postgres://"),
            ("postgres://h/n", "user is missing"), ("postgres://:pass@h/n", "user is missing"),
            ("postgres://u@h", "name is missing"), ("postgres://u@h/", "name is missing"),
            ("postgres://u@h?sslmode=disable", "name is missing"), ("postgres://u@/n", "host is missing"),
            ("postgres://u@h/a/b", "slash"), ("postgres://u@h/\(String(repeating: "n", count: 64))", "63 bytes"),
            ("postgres://u@h:0/n", "port"), ("postgres://u@h:65536/n", "port"), ("postgres://u@h:-1/n", "port"),
            ("postgres://u@h:5432x/n", "port"), ("postgres://u@h:/n", "port"), ("postgres://u@h:٣/n", "port"),
            ("postgres://u@::1/n", "brackets"), ("postgres://u@[::1/n", "bracket"), ("postgres://u@[::1]5/n", "port"),
            ("postgres://u@a,b/n", "one host"), ("postgres://u@h/n#x", "#"), ("postgres://u@h/n%", "database's name"),
            ("postgres://u%zz@h/n", "the user"), ("postgres://u@h/n%00", "NUL"), ("postgres://u@h/%FF", "UTF-8"),
            ("postgres://u@h/n?sslmode", "sslmode"), ("postgres://u@h/n?sslmode=", "sslmode"),
            ("postgres://u@h/n?sslmode=always", "\"always\""), ("postgres://u@h/n?pool=8", "\"pool\""),
            ("postgres://u@h/n?sslmode=disable&sslmode=require", "twice"),
            ("postgres://u@h/n?host=/run", "two hosts"), ("postgres://u@/n?host=run", "slash"),
            ("postgres://u@h/n?sslcert=/c", "together"), ("postgres://u@h/n?sslkey=/k", "together"),
            ("postgres://u@h/n?sslmode=verify-ca", "sslrootcert"),
            ("postgres://u@h/n?sslmode=verify-full", "sslrootcert"),
        ])
    func `what is wrong is named`(url: String, hint: String) {
        let error = #expect(throws: DatabaseError.self) { try PostgresConfiguration(url: url) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.isRetryable == false)
        #expect(error?.message.contains(hint) == true, "\(error?.message ?? "")")
    }

    @Test(
        arguments: [
            "postgres://u:se/cret@h/n", "postgres://u:se?cret@h/n", "postgres://u:se#cret@h/n",
            "postgres://u:secret%@h/n", "postgres://u:secret@h:x/n", "postgres://u:secret/n", "u:secret@h/n",
            "postgres://u:secret@h/n?x=y", "postgres://u:secret@h", "postgres://u:secret@[h/n",
            "postgres://u:cret%00@h/n",
        ])
    func `a password is never shown, also where it is not encoded`(url: String) {
        let error = #expect(throws: DatabaseError.self) { try PostgresConfiguration(url: url) }
        #expect(error.map { "\($0)" }?.contains("cret") == false, "\(String(describing: error))")
    }

    @Test func `another database of the same server`() throws {
        let configuration = try PostgresConfiguration(url: "postgres://u:p@h:6000/n?sslmode=disable")
        let sibling = configuration.database(named: "orders")
        #expect(sibling.address == "h:6000/orders")
        #expect(sibling.password == "p")
        #expect(sibling.tls == .disable)
    }
}
