import Testing

@testable import OTLPTracing

@Suite("tracestate")
struct TraceStateTests {
    @Test(
        "what is well formed is passed on, without spaces around and empty members",
        arguments: [
            ("rojo=00f067aa0ba902b7", "rojo=00f067aa0ba902b7"),
            ("rojo=1,congo=t61rcWkgMzE", "rojo=1,congo=t61rcWkgMzE"),
            (" rojo=1 ,\tcongo=2", "rojo=1,congo=2"),
            ("rojo=1,,congo=2,", "rojo=1,congo=2"),
            ("fw529a3039@dt=FfAfAfAf", "fw529a3039@dt=FfAfAfAf"),
            ("0tenant@sys=1", "0tenant@sys=1"),
            ("a_-*/z=~!#$ inside", "a_-*/z=~!#$ inside"),
        ])
    func passedOn(text: String, expected: String) {
        #expect(TraceState.checked(text) == expected)
    }

    @Test(
        "what is not is left out as a whole",
        arguments: [
            "", " ", ",", "rojo", "=1", "rojo=", "Rojo=1", "rojo=1,rojo=2", "0rojo=1", "ro jo=1", "rojo=1=2", "a@b@c=1",
            "@b=1", "a@=1", "a@0b=1", "rojo=é", "rojo=a\u{1}b", "a@abcdefghijklmno=1",
            "\(String(repeating: "k", count: 257))=1", "k=\(String(repeating: "v", count: 257))",
            (0...32).map { "k\($0)=1" }.joined(separator: ","),
            (0..<30).map { "key\($0)=\(String(repeating: "v", count: 20))" }.joined(separator: ","),
        ])
    func leftOut(text: String) {
        #expect(TraceState.checked(text) == nil)
    }
}
