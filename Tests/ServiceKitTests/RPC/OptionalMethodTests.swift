import Clocks
import GRPCCore
import ServiceKit
import Synchronization
import Testing

@Suite("A method that a peer may lack")
struct OptionalMethodTests {
    private let clock = ManualWallClock()
    private let calls = Calls()

    @Test("is called each time where the peer has it")
    func present() async throws {
        let method = OptionalMethod(clock: clock)
        for _ in 0..<3 { #expect(try await method.call { calls.next() } != nil) }
        #expect(calls.count == 3)
    }

    @Test("is asked for once a minute where the peer lacks it")
    func missing() async throws {
        let method = OptionalMethod(clock: clock)
        for _ in 0..<5 { #expect(try await ask(method, .unimplemented) == nil) }
        #expect(calls.count == 1)
        clock.advance(by: .seconds(59))
        #expect(try await ask(method, .unimplemented) == nil)
        #expect(calls.count == 1)
        clock.advance(by: .seconds(1))
        #expect(try await method.call { calls.next() } == 2)
        #expect(try await method.call { calls.next() } == 3)
    }

    @Test("is asked for again after the clock was set back")
    func clockSetBack() async throws {
        let method = OptionalMethod(clock: clock)
        #expect(try await ask(method, .unimplemented) == nil)
        clock.set(to: clock.now - .seconds(3600))
        #expect(try await method.call { calls.next() } == 2)
    }

    @Test("passes every other error on", arguments: [RPCError.Code.unavailable, .internalError, .deadlineExceeded])
    func otherErrors(_ code: RPCError.Code) async throws {
        let method = OptionalMethod(clock: clock)
        for _ in 0..<2 {
            let error = await #expect(throws: RPCError.self) { _ = try await ask(method, code) }
            #expect(error?.code == code)
        }
        #expect(calls.count == 2)
    }

    private func ask(_ method: OptionalMethod, _ code: RPCError.Code) async throws -> Int? {
        try await method.call { [calls] () -> Int in
            _ = calls.next()
            throw RPCError(code: code, message: "no")
        }
    }

    private final class Calls: Sendable {
        private let made = Mutex(0)
        var count: Int { made.withLock { $0 } }

        func next() -> Int {
            made.withLock { made in
                made += 1
                return made
            }
        }
    }
}
