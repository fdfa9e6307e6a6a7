public import Foundation

/// The path of an executable that was built together with the tests.
public func builtExecutable(_ name: String) -> URL {
    #if canImport(Darwin)
        let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
    #else
        let tests = Bundle.main.executableURL
    #endif
    guard let tests else { preconditionFailure("the tests run from no bundle") }
    return tests.deletingLastPathComponent().appendingPathComponent(name)
}
