import JSON
import Testing

@Suite("Numbers")
struct JSONNumberTests {
    @Test(
        "integers are exact over their whole range",
        arguments: [Int64.min, .min + 1, -1, 0, 1, 9, 10, 1 << 53 + 1, .max])
    func integers(number: Int64) throws {
        #expect(text(number) == "\(number)")
        #expect(try JSONValue(parsing: text(number).utf8).read(as: Int64.self) == number)
    }

    @Test("the largest unsigned integer is written in full")
    func unsigned() {
        #expect(text(UInt64.max) == "18446744073709551615")
    }

    @Test(
        "doubles are written short, and read back as the same number",
        arguments: [
            (0.0, "0"), (-0.0, "-0"), (0.1, "0.1"), (1, "1"), (-128.5, "-128.5"), (100, "100"), (1e16, "1e+16"),
            (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
            (1.0 / 3, "0.3333333333333333"),
        ])
    func doubles(number: Double, expected: String) throws {
        #expect(text(number) == expected)
        #expect(try JSONValue(parsing: text(number).utf8).read(as: Double.self) == number)
    }

    @Test("what no JSON number can say is written as null", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(number: Double) {
        #expect(text([number, 1]) == "[null,1]")
    }

    @Test(
        "doubles read integers, fractions and exponents",
        arguments: [("3", 3), ("-0.5", -0.5), ("1E2", 100), ("1e-999", 0)])
    func readDoubles(json: String, expected: Double) throws {
        #expect(try JSONValue(parsing: json.utf8).read(as: Double.self) == expected)
    }

    @Test("a double beyond its range is refused", arguments: ["1e400", "-1e400", "1e999999999999999999999"])
    func doubleRange(json: String) throws {
        let object = try object(#"{"star":\#(json)}"#)
        #expect(
            failure { () throws(JSONError) in try object.require("star", as: Double.self) }?.message
                == "star is out of range")
    }

    @Test(
        "an integer is a number without fraction and exponent",
        arguments: ["1.5", "1.0", "1e2", "-0.0", "1E+2", "0e0"])
    func integersOnly(json: String) throws {
        let object = try object(#"{"homestayId":\#(json)}"#)
        let error = failure { () throws(JSONError) in try object.require("homestayId", as: Int64.self) }
        #expect(error?.message == "homestayId must be an integer, not \(json)")
    }

    @Test("an integer out of range is refused, one at the edge is not")
    func integerRange() throws {
        let object = try object(
            """
            {"over":9223372036854775808,"under":-9223372036854775809,"long":100000000000000000000000000000,
            "max":9223372036854775807,"min":-9223372036854775808,"int32":2147483648,"zero":-0}
            """)
        for name in ["over", "under", "long"] {
            let error = failure { () throws(JSONError) in try object.require(name, as: Int64.self) }
            #expect(error?.message == "\(name) is out of range")
        }
        #expect(try object.require("max", as: Int64.self) == .max)
        #expect(try object.require("min", as: Int64.self) == .min)
        #expect(try object.require("zero", as: Int.self) == 0)
        #expect(failure { () throws(JSONError) in try object.require("int32", as: Int32.self) } != nil)
    }

    @Test("a long number is cut short in the message")
    func longNumber() throws {
        let object = try object(#"{"n":0.\#(String(repeating: "1", count: 1000))}"#)
        let error = failure { () throws(JSONError) in try object.require("n", as: Int.self) }
        #expect(error?.message == "n must be an integer, not 0.\(String(repeating: "1", count: 30))…")
    }
}
