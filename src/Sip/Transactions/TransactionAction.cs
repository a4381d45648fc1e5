namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>What a transaction machine asks of the one that drives it.</summary>
[Flags]
public enum TransactionAction
{
    None = 0,

    /// <summary>Send the request again, as it was.</summary>
    ResendRequest = 1,

    /// <summary>Send the last response again, as it was.</summary>
    ResendResponse = 2,

    /// <summary>Send the response that was just given.</summary>
    SendResponse = 4,

    /// <summary>Send the ACK of section 17.1.1.3.</summary>
    SendAck = 8,

    /// <summary>Hand the message to the transaction user.</summary>
    PassToUser = 16,

    /// <summary>Tell the transaction user that the peer stayed silent.</summary>
    ReportTimeout = 32,
}
