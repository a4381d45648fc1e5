using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

/// <summary>Keeps whatever is logged, of every level.</summary>
internal sealed class LogCollector(ConcurrentQueue<string> written) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        written.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
