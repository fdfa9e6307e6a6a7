import APILanguage
import Testing

@Suite("Exact decimals") struct ExactDecimalTests {
    @Test(
        "what is no number is refused",
        arguments: [
            "", "-", "+", ".", "e1", "1e", "1e+", "1e401", "0x1", "1_000", "1,5", " 1", "1 ", "NaN", "∞", "--1",
            "1.2.3",
        ])
    func refused(text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test("a number with very many digits is refused")
    func tooLong() {
        #expect(ExactDecimal(String(repeating: "9", count: 400)) != nil)
        #expect(ExactDecimal(String(repeating: "9", count: 401)) == nil)
    }

    @Test(
        "numbers of the same value are equal and are written alike",
        arguments: [
            ("1.50", "1.5"), ("15e-1", "1.5"), ("+3", "3"), (".5", "0.5"), ("5.", "5"), ("-0", "0"), ("0.000", "0"),
            ("007", "7"), ("1e3", "1000"), ("0.00001", "0.00001"), ("0.0000001", "1e-7"), ("-12e-1", "-1.2"),
            ("1e30", "1e+30"), ("1.25E+30", "1.25e+30"), ("100000000000000000000", "100000000000000000000"),
        ])
    func canonical(text: String, written: String) throws {
        let number = try #require(ExactDecimal(text))
        #expect(number.description == written)
        #expect(ExactDecimal(written) == number)
    }

    @Test("comparing agrees with integers, and reading back what was written gives the same", arguments: 0..<10)
    func agreesWithIntegers(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<500 {
            let left = Int64.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0..<64, using: &generator)
            let right = Bool.random(using: &generator) ? left &+ 1 : Int64.random(in: -100...100, using: &generator)
            let exponent = Int.random(in: -30...30, using: &generator)
            let first = try #require(ExactDecimal("\(left)e\(exponent)"))
            let second = try #require(ExactDecimal("\(right)e\(exponent)"))
            #expect((first < second) == (left < right))
            #expect((first == second) == (left == right))
            #expect(ExactDecimal(first.description) == first)
            #expect(ExactDecimal(left).description == "\(left)")
            #expect(ExactDecimal(left).isInteger)
        }
    }

    @Test("fractions are told from whole numbers")
    func fractions() throws {
        #expect(try #require(ExactDecimal("1.0")).isInteger)
        #expect(try #require(ExactDecimal("15e-1")).isInteger == false)
        #expect(try #require(ExactDecimal("150e-1")).isInteger)
        #expect(try #require(ExactDecimal("0.1")) < ExactDecimal(1))
    }
}
