/// A request's body did not arrive in time.
struct SlowRequest: Error {}
