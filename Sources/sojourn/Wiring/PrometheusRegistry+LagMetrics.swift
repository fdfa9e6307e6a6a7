import PrometheusMetrics

extension PrometheusRegistry {
    /// Says what the metrics of consumer groups are for.
    func describeLagMetrics() {
        describe("kafka_consumergroup_lag", "Events of a partition that wait for a consumer group.")
        describe(
            "kafka_consumergroup_current_offset",
            "The first event of a partition that a consumer group has not committed.")
    }
}
