import Testing

@testable import Cache

@Suite("A table that forgets what was not used for the longest")
struct RecencyTableTests {
    @Test("has room for one key at least")
    func one() {
        var table = RecencyTable<Int, String>(capacity: 1)
        let first = [table.set(1, "a"), table.set(1, "b")]
        let kept = table.use(1)
        #expect(first == [false, false] && kept == "b")
        let second = table.set(2, "c")
        let (gone, present) = (table.use(1), table.use(2))
        #expect(second && gone == nil && present == "c")
        table.remove(2)
        table.remove(2)
        #expect(table.count == 0)
        let third = table.set(3, "d")
        #expect(!third)
    }

    @Test("keeps what was used")
    func recency() {
        var table = RecencyTable<Int, Int>(capacity: 3)
        for key in 1...3 { _ = table.set(key, key) }
        _ = table.use(1)
        _ = table.set(2, 22)
        _ = table.set(4, 4)
        let values = (1...4).map { table.use($0) }
        #expect(values == [1, 22, nil, 4])
    }

    @Test("is as a list searched from end to end would be")
    func model() {
        var table = RecencyTable<Int, Int>(capacity: 8)
        var model: [(key: Int, value: Int)] = []
        var generator = SystemRandomNumberGenerator()
        for step in 0..<20_000 {
            let key = Int.random(in: 0..<16, using: &generator)
            let index = model.firstIndex { $0.key == key }
            switch Int.random(in: 0..<8, using: &generator) {
            case 0:
                table.remove(key)
                if let index { model.remove(at: index) }
            case 1...3:
                let hasEvicted = table.set(key, step)
                #expect(hasEvicted == (index == nil && model.count == 8))
                if let index { model.remove(at: index) } else if model.count == 8 { model.removeFirst() }
                model.append((key, step))
            case 4 where step % 500 == 0:
                table.removeAll()
                model = []
            default:
                let value = table.use(key)
                #expect(value == index.map { model[$0].value })
                if let index { model.append(model.remove(at: index)) }
            }
            #expect(table.count == model.count)
        }
    }
}
