extension APIModel {
    /// `type` with aliases followed at its outermost level, so that it is anything but `.alias`.
    ///
    /// `[]UserID` stays as it is; the element is asked for again when it is looked at.
    public func resolved(_ type: ValueType) -> ValueType {
        var type = type
        // A checked model has no alias cycle; the bound keeps a model built by hand from looping.
        for _ in 0...types.count {
            guard case .alias(let name) = type, case .alias(let target) = self.type(named: name)?.kind else {
                return type
            }
            type = target
        }
        return type
    }

    /// `type` without aliases and pointers at its outermost level.
    public func underlying(_ type: ValueType) -> ValueType {
        var type = resolved(type)
        while case .pointer(let target) = type { type = resolved(target) }
        return type
    }
}
