import Foundation
import Testing

@testable import TaskQueue

@Suite("ids of tasks that are given none")
struct TaskIDTests {
    @Test("are random UUIDs of version 4 in small letters, and no two are equal")
    func random() throws {
        var seen: Set<String> = []
        for _ in 0..<10_000 {
            let id = TaskID.random()
            let uuid = try #require(UUID(uuidString: id))
            #expect(uuid.uuidString.lowercased() == id)
            #expect(uuid.uuid.6 >> 4 == 4)
            #expect(uuid.uuid.8 >> 6 == 0b10)
            seen.insert(id)
        }
        #expect(seen.count == 10_000)
    }
}
