using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Proxy.Composition;

/// <summary>What the service logs of itself: tenants, revisions, reasons.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Policy {File}: tenant {Tenant}, revision {Revision} is in force")]
    public static partial void PolicyLoaded(ILogger logger, string file, string? tenant, string? revision);

    [LoggerMessage(2, LogLevel.Error, "Policy {File}, line {Line}: {Words}")]
    public static partial void PolicyError(ILogger logger, string file, int line, string words);

    [LoggerMessage(3, LogLevel.Error, "Policy {File} is refused; in force stays revision {Revision}")]
    public static partial void PolicyRefused(ILogger logger, string file, string revision);

    [LoggerMessage(4, LogLevel.Warning, "Policy {File} is gone: tenant {Tenant} gets no new calls")]
    public static partial void PolicyRemoved(ILogger logger, string file, string? tenant);

    [LoggerMessage(5, LogLevel.Warning, "The default tenant {Tenant} has no policy in force: calls that match no policy are refused")]
    public static partial void DefaultTenantMissing(ILogger logger, string tenant);

    [LoggerMessage(6, LogLevel.Information, "Tenant {Tenant}: the voice AI can be reached")]
    public static partial void AgentReachable(ILogger logger, string tenant);

    [LoggerMessage(7, LogLevel.Warning, "Tenant {Tenant}: the voice AI cannot be reached")]
    public static partial void AgentUnreachable(ILogger logger, string tenant);

    [LoggerMessage(8, LogLevel.Error, "The audit log takes no records")]
    public static partial void AuditUnavailable(ILogger logger);

    [LoggerMessage(10, LogLevel.Warning, "Handoff reader {Reader}: its key is not there, so it cannot read")]
    public static partial void HandoffKeyMissing(ILogger logger, string reader);

    [LoggerMessage(9, LogLevel.Error, "A background task of the service failed with {ExceptionType}")]
    public static partial void TaskFailed(ILogger logger, string exceptionType);
}
