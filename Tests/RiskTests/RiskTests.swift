import Testing

@Suite struct RiskTests {}
