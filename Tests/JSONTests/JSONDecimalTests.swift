import JSON
import Testing

@Suite("Exact decimals")
struct JSONDecimalTests {
    @Test(
        "a decimal is written with all its decimals",
        arguments: [
            (12800, 2, "128.00"), (-5, 2, "-0.05"), (5, 2, "0.05"), (0, 2, "0.00"), (0, 0, "0"), (-100, 0, "-100"),
            (7, 1, "0.7"), (Int64.min, 2, "-92233720368547758.08"), (Int64.max, 0, "9223372036854775807"),
            (Int64.min, 18, "-9.223372036854775808"), (1, 18, "0.000000000000000001"),
        ])
    func write(unscaled: Int64, scale: Int, expected: String) throws {
        let decimal = JSONDecimal(unscaled: unscaled, scale: scale)
        #expect(text(decimal) == expected)
        #expect(try object(#"{"price":\#(expected)}"#).requireDecimal("price", scale: scale) == decimal)
    }

    @Test(
        "a number that fits is read exactly, however it is written",
        arguments: [
            ("128", 12800), ("128.5", 12850), ("128.500", 12850), ("1285e-1", 12850), ("1.285E+2", 12850),
            ("-0.05", -5),
            ("0", 0), ("-0.000000", 0), ("0e99999999999999999999", 0), ("0.1", 10), ("100e0", 10000),
            ("92233720368547758.07", .max), ("-92233720368547758.08", .min),
            ("10000000000000000000e-10", 100_000_000_000),
            ("0.00000000000000000000000000012e28", 120),
        ])
    func read(json: String, unscaled: Int64) throws {
        let price = try object(#"{"price":\#(json)}"#).requireDecimal("price", scale: 2)
        #expect(price == JSONDecimal(unscaled: unscaled, scale: 2))
    }

    @Test(
        "a number with more decimals is refused, not rounded",
        arguments: ["0.001", "128.005", "1e-3", "1e-99999999999999999999", "92233720368547758.075"])
    func tooManyDecimals(json: String) throws {
        let object = try object(#"{"price":\#(json)}"#)
        let error = failure { () throws(JSONError) in try object.requireDecimal("price", scale: 2) }
        #expect(error?.message == "price must have at most 2 decimals, not \(json)")
    }

    @Test(
        "a number beyond the range is refused",
        arguments: [
            "92233720368547758.08", "-92233720368547758.09", "1e17", "1e99999999999999999999", "9223372036854775808",
            "123456789012345678901234567890",
        ])
    func outOfRange(json: String) throws {
        let object = try object(#"{"price":\#(json)}"#)
        let error = failure { () throws(JSONError) in try object.requireDecimal("price", scale: 2) }
        #expect(error?.message == "price is out of range")
    }

    @Test("what is no number is refused, and what may be missing may be null")
    func kinds() throws {
        let object = try object(#"{"price":"1.00","none":null}"#)
        let error = failure { () throws(JSONError) in try object.requireDecimal("price", scale: 2) }
        #expect(error?.message == "price must be a number, not a string")
        #expect(try object.optionalDecimal("none", scale: 2) == nil)
        #expect(try object.optionalDecimal("missing", scale: 2) == nil)
        #expect(
            failure { () throws(JSONError) in try object.requireDecimal("none", scale: 2) }?.message
                == "none is missing")
    }
}
