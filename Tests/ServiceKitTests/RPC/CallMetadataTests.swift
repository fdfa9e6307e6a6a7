import GRPCCore
import ServiceKit
import Testing

@Suite("The metadata of a call")
struct CallMetadataTests {
    @Test("arrives as it was sent")
    func roundTrip() {
        let sent = CallMetadata(userID: 17, idempotencyKey: "k-1", actor: "order-mq", reason: "because")
        #expect(CallMetadata(sent.metadata) == sent)
        #expect(CallMetadata(CallMetadata().metadata) == CallMetadata())
    }

    @Test("lets a guest act for themselves alone, and a service for all")
    func owners() {
        #expect(CallMetadata(userID: 17).mayAct(for: 17))
        #expect(!CallMetadata(userID: 17).mayAct(for: 18))
        #expect(CallMetadata().mayAct(for: 18))
    }

    @Test(
        "with a user that is no number speaks for nobody, not for a service",
        arguments: ["", "abc", "17 ", "1.5", "99999999999999999999", "0x11"])
    func malformed(_ text: String) {
        let metadata: Metadata = ["x-user-id": "\(text)"]
        #expect(!CallMetadata(metadata).mayAct(for: 17))
        #expect(!CallMetadata(metadata).mayAct(for: 1))
    }
}
