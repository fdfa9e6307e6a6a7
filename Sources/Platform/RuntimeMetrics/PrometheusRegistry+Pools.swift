public import Database
public import PrometheusMetrics

extension PrometheusRegistry {
    /// Has the connection pools of databases read at each scrape, under go-zero's names, with the databases' names as
    /// `db_name`.
    public func addPoolMetrics(of databases: [String: any PooledDatabase]) {
        add { poolFamilies(of: databases.flatMap { name, database in database.pools.map { (name, $0) } }) }
    }
}

private func poolFamilies(of pools: [(name: String, pool: PoolFigures)]) -> [MetricFamily] {
    func values(_ figure: (PoolFigures) -> Double) -> [(labels: [(String, String)], value: Double)] {
        pools.map { ([("db_name", $0.name), ("purpose", $0.pool.purpose ?? "")], figure($0.pool)) }
    }
    return [
        .gauge(
            "sql_client_max_open_connections", values { Double($0.maximum) },
            help: "How many connections to a database there may be."),
        .gauge(
            "sql_client_open_connections", values { Double($0.open) }, help: "Connections to a database that are up."),
        .gauge(
            "sql_client_in_use_connections", values { Double($0.inUse) },
            help: "Connections to a database that are at work."),
        .gauge(
            "sql_client_idle_connections", values { Double(max(0, $0.open - $0.inUse)) },
            help: "Connections to a database that are up and have nothing to do."),
        .gauge(
            "sql_client_waiting_transactions", values { Double($0.waiting) },
            help: "Transactions that wait for a connection."),
        .counter(
            "sql_client_wait_count_total", values { Double($0.waitCount) },
            help: "Transactions that had to wait for a connection."),
        .counter(
            "sql_client_wait_duration_seconds_total", values { $0.waitTime / .seconds(1) },
            help: "How long transactions have waited for a connection."),
    ]
}
