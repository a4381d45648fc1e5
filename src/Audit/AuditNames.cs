using System.Text.RegularExpressions;

namespace CompliantVoiceProxy.Audit;

/// <summary>The two texts that an event may hold are names from configuration. This refuses anything that does not look like one, so that no caller content slips in by a slip of the pen.</summary>
internal static partial class AuditNames
{
    /// <exception cref="ArgumentException">A bug: the event names what can be no tenant or no policy revision. The message shows neither.</exception>
    public static void RefuseFreeText(AuditEvent auditEvent)
    {
        if (auditEvent.Tenant is { } tenant && !TenantPattern.IsMatch(tenant))
        {
            throw new ArgumentException("An audit event's tenant is no tenant's name.", nameof(auditEvent));
        }

        if (auditEvent.PolicyRevision is { } revision && !RevisionPattern.IsMatch(revision))
        {
            throw new ArgumentException("An audit event's policy revision is no revision.", nameof(auditEvent));
        }
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TenantPattern { get; }

    [GeneratedRegex(@"^[0-9a-f]{12}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RevisionPattern { get; }
}
