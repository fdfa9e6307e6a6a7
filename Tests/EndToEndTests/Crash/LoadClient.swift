import AsyncHTTPClient
import Foundation
import JSON
import NIOCore

/// A client that places and pays orders, and asks again until it is answered.
struct LoadClient: Sendable {
    let guest: Guest
    let homestays: [Homestay]
    let ledger: Ledger
    let http: HTTPClient

    func run() async throws {
        while !ledger.isClosing {
            guard let sn = try await place() else { continue }
            if Bool.random() { try await pay(sn) }
        }
    }

    /// Returns the number of a new order; `nil` where somebody else has one of the nights.
    private func place() async throws -> String? {
        guard let homestay = homestays.randomElement() else { return nil }
        let wish = Wish(
            homestay: homestay.id, arrival: .random(in: 2...60), nights: .random(in: 1...3),
            people: .random(in: 1...homestay.capacity))
        let key = UUID().uuidString
        let reply = try await answer(to: Path.create, wish.json, idempotencyKey: key)
        if reply.status == 409 {
            ledger.addConflict()
            return nil
        }
        let sn: String = try reply.data.require("orderSn")
        ledger.add(Ledger.Placed(sn: sn, key: key, wish: wish, guest: guest))
        return sn
    }

    private func pay(_ sn: String) async throws {
        let reply = try await answer(to: Path.pay, #"{"orderSn":"\#(sn)"}"#)
        // The order is paid where a request that was not answered had been heard.
        guard reply.status == 200 || reply.code == 500_002 else { throw Refused(reply: reply) }
        ledger.addPayment(of: sn)
    }

    /// The answer, however often the server dies before it comes.
    private func answer(to path: String, _ body: String, idempotencyKey: String? = nil) async throws -> Reply {
        while true {
            do {
                let api = API(url: ledger.url, http: http, timeout: .seconds(5))
                let reply = try await api.post(path, body, as: guest, idempotencyKey: idempotencyKey)
                // Unavailable and timed out mean that it is worth asking again; 500 does not.
                guard reply.status == 503 || reply.status == 504 else { return reply }
            } catch let error as HTTPClientError where error == .cancelled {
                throw error
            } catch {
                ledger.addUnanswered()
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
