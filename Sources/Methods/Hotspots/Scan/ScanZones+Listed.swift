extension ScanZones {
    /// Just these sets of locations; a zone keeps its place in the list as its centre's number, none is left out.
    public static func listed(_ zones: [[Int]]) -> ScanZones {
        var result = ScanZones(.listed)
        for (index, members) in zones.enumerated() where !members.isEmpty {
            result.begin(Family(centre: index, start: 0))
            for (position, member) in members.enumerated() {
                result.add(member, endsZone: position == members.count - 1)
            }
        }
        return result
    }
}
