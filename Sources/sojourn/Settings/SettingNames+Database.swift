import Settings

extension SettingNames {
    static let databaseURL = Setting<String>.url(
        "database.url", default: "sqlite:", schemes: ["sqlite", "postgres", "postgresql"],
        """
        Where records are kept: `sqlite:` is files in the data directory; \
        postgres://user:password@host:5432/sojourn?sslmode=verify-full a PostgreSQL server, where each owning service \
        has a database of its own (sojourn_orders, sojourn_payments, …). A password belongs in the environment.
        """)
    static let databasePoolSize = Setting<Int>.integer(
        "database.poolSize", default: 8, in: 1...500,
        "How many connections a service opens to its PostgreSQL database.")
    static let databaseAcquireTimeout = Setting<Duration>.duration(
        "database.acquireTimeout", default: .seconds(3), in: .milliseconds(10) ... .seconds(60),
        "How long work waits for a free connection to PostgreSQL before it is refused.")
    static let databaseStatementTimeout = Setting<Duration>.duration(
        "database.statementTimeout", default: .seconds(10), in: .milliseconds(100) ... .seconds(3600),
        "How long a statement may run on PostgreSQL before it is stopped.")

    static let database: [any AnySetting] = [
        databaseURL, databasePoolSize, databaseAcquireTimeout, databaseStatementTimeout,
    ]
}
