import Hummingbird

extension ServiceRoutes {
    /// Adds `GET /health/live`, which answers while the process runs, and `GET /health/ready`, which answers 503 and
    /// what is missing while the process should be sent no requests.
    public func health(_ readiness: Readiness) {
        router.addHealth(readiness)
    }
}
