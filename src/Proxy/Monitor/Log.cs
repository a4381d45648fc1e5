using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>What the monitor logs: tenants and verdicts.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Tenant {Tenant}: the dummy call's verdict is {Verdict}")]
    public static partial void IsGood(ILogger logger, string tenant, MonitorVerdict verdict);

    [LoggerMessage(2, LogLevel.Warning, "Tenant {Tenant}: the dummy call's verdict is {Verdict}")]
    public static partial void IsBad(ILogger logger, string tenant, MonitorVerdict verdict);

    [LoggerMessage(3, LogLevel.Error, "Tenant {Tenant}: the dummy call's verdict is {Verdict}")]
    public static partial void IsLeaking(ILogger logger, string tenant, MonitorVerdict verdict);

    [LoggerMessage(4, LogLevel.Information, "Tenant {Tenant}: no dummy call, as the room that is left is the callers'")]
    public static partial void Skipped(ILogger logger, string tenant);

    [LoggerMessage(5, LogLevel.Warning, "Tenant {Tenant}: no dummy call, as none of its addresses can be called from here")]
    public static partial void NoAddress(ILogger logger, string tenant);

    [LoggerMessage(6, LogLevel.Warning, "The monitor's alert on tenant {Tenant} could not be posted")]
    public static partial void AlertLost(ILogger logger, string tenant);

    [LoggerMessage(7, LogLevel.Error, "The monitor's webhook: its secret is not there, so nothing is posted")]
    public static partial void SecretMissing(ILogger logger);
}
