// Reads and writes a list of 100 orders with generated code, and with Foundation's coders for comparison.
//
//     json-benchmark [rounds [reading|writing|all [alone]]]
//
// `alone` leaves out Foundation, for a profiler.
import Foundation
import JSON

let arguments = CommandLine.arguments
let rounds = arguments.count > 1 ? Int(arguments[1]) ?? 31 : 31
let list = OrderList.sample(count: 100)
let bytes = list.jsonBytes()
let data = Data(bytes)
let foundationList = try JSONDecoder().decode(CodableOrderList.self, from: data)
guard try OrderList(parsing: bytes).list.count == list.list.count, foundationList.list.count == list.list.count else {
    fatalError("the list does not read back as it was written")
}

/// Keeps the compiler from leaving out work whose result nobody needs.
@inline(never)
func keep<Value>(_ value: Value) {}

let decoder = JSONDecoder()
let encoder = JSONEncoder()
let reading = Measurement([
    "generated": { keep(try OrderList(parsing: bytes)) },
    "JSONDecoder": { keep(try decoder.decode(CodableOrderList.self, from: data)) },
])
let writing = Measurement([
    "generated": { keep(list.jsonBytes()) },
    "JSONEncoder": { keep(try encoder.encode(foundationList)) },
])

print("100 orders, \(bytes.count) bytes of JSON, median of \(rounds) rounds")
for (name, measurement) in [("reading", reading), ("writing", writing)] {
    guard arguments.count < 3 || arguments[2] == "all" || arguments[2] == name else { continue }
    let works = arguments.count > 3 ? measurement.first : measurement
    let results = try works.medians(rounds: rounds, callsPerRound: 50)
    for result in results {
        let ratio = result.microseconds / results[0].microseconds
        print("\(name) \(result.name): \(Int(result.microseconds.rounded())) µs, \((ratio * 10).rounded() / 10)x")
    }
}
