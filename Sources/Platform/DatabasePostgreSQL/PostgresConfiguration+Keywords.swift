extension PostgresConfiguration {
    /// What libpq is told, by its own keywords.
    var keywords: [(name: String, value: String)] {
        var keywords = [
            ("host", host), ("port", "\(port)"), ("user", user), ("dbname", database),
            ("sslmode", tls.rawValue), ("application_name", applicationName), ("client_encoding", "UTF8"),
            // Kerberos would cost a look-up for each connection.
            ("gssencmode", "disable"),
            // A host that vanished without a word is noticed within half a minute, also while nothing is sent.
            ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "15000"),
            ("options", "-c statement_timeout=\(statementTimeout.milliseconds) -c client_min_messages=warning"),
        ]
        if let password { keywords.append(("password", password)) }
        if let authorityFile { keywords.append(("sslrootcert", authorityFile)) }
        if let certificateFile { keywords.append(("sslcert", certificateFile)) }
        if let privateKeyFile { keywords.append(("sslkey", privateKeyFile)) }
        return keywords
    }
}

extension Duration {
    /// In whole milliseconds; at least 1, since 0 means no limit to PostgreSQL.
    var milliseconds: Int {
        max(1, Int(clamping: components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000))
    }
}
