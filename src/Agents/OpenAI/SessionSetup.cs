using CompliantVoiceProxy.Agents.Wire;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>The first events of a session: the AI's <c>session.created</c>, our <c>session.update</c>, its <c>session.updated</c>, and the talk so far, turn by turn.</summary>
internal static class SessionSetup
{
    /// <returns>The AI's name for the session.</returns>
    /// <exception cref="AgentUnavailableException">The AI answered otherwise, or the socket ended.</exception>
    public static async Task<string> RunAsync(
        AgentSocket socket, ClientEventWriter writer, ServerEventParser parser, AgentOptions options, CancellationToken cancellationToken)
    {
        var created = await ExpectAsync<SessionCreated>(socket, parser, cancellationToken);
        await socket.SendAsync(writer.UpdateSession(options));
        var updated = await ExpectAsync<SessionUpdated>(socket, parser, cancellationToken);
        Require(updated.Mismatch, options);
        foreach (var turn in options.ToldContext)
        {
            await socket.SendAsync(writer.CreateRemembered(turn));
        }

        return created.SessionId;
    }

    private static void Require(SessionMismatch mismatch, AgentOptions options)
    {
        switch (mismatch)
        {
            case SessionMismatch.None:
                break;
            case SessionMismatch.TurnDetection:
                throw new AgentUnavailableException("The voice AI does not turn its own turn detection off.");
            case SessionMismatch.Transcription:
                throw new AgentUnavailableException("The voice AI does not turn its transcription of the caller off.");
            default:
                throw new AgentUnavailableException($"The voice AI does not take the audio format {options.AudioEncoding}: choose another in audio-format.");
        }
    }

    private static async Task<T> ExpectAsync<T>(AgentSocket socket, ServerEventParser parser, CancellationToken cancellationToken)
        where T : ServerEvent
    {
        while (await socket.ReceiveAsync(cancellationToken) is { } message)
        {
            if (!parser.TryParse(message, out var serverEvent))
            {
                throw new AgentUnavailableException("The voice AI does not speak the OpenAI Realtime protocol.");
            }

            switch (serverEvent)
            {
                case T expected:
                    return expected;
                case ErrorEvent error:
                    throw new AgentUnavailableException($"The voice AI refused the session: {error.Code}. Check model, voice, dialect and audio-format.");
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw new AgentUnavailableException($"The voice AI ended the connection before the session was set up: {socket.EndReason}.");
    }
}
