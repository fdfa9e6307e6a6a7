import Crypto
import Foundation

extension String {
    /// A JWT with the claims given, signed with a key.
    /// - Parameter algorithm: what the header says of the signature, true or not.
    static func signed<Hash: HashFunction>(
        _ claims: String, _ key: String, algorithm: String = "HS256", by type: HMAC<Hash>.Type = HMAC<SHA256>.self
    ) -> String {
        let text = #"{"alg":"\#(algorithm)","typ":"JWT"}"#.base64URL + "." + claims.base64URL
        let code = HMAC<Hash>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(key.utf8)))
        return text + "." + Data(code).base64URL
    }

    /// A JWT without a signature.
    static func unsigned(_ claims: String, algorithm: String) -> String {
        #"{"alg":"\#(algorithm)","typ":"JWT"}"#.base64URL + "." + claims.base64URL + "."
    }

    var base64URL: String { Data(utf8).base64URL }
}

extension Data {
    fileprivate var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

extension Installation {
    /// The key that was generated to sign access tokens.
    func tokenKey() throws -> String {
        try String(contentsOfFile: "\(dataDirectory)/jwt.secret", encoding: .utf8)
    }

    /// The key that was generated to sign the sandbox's notifications.
    func sandboxKey() throws -> String {
        try String(contentsOfFile: "\(dataDirectory)/sandbox-payment.secret", encoding: .utf8)
    }
}
